package io.stickermill.delivery.status;

import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.delivery.status.StatusMessages.Showing;
import io.stickermill.platform.button.ButtonAction;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.text.Texts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, edits and removes status messages as the table has decided. What Telegram refuses is not tried again. */
final class StatusCalls {

    private static final Logger log = LoggerFactory.getLogger(StatusCalls.class);

    private final StatusMessages messages;
    private final TelegramClient telegram;
    private final MessageLimits limits;
    private final Texts texts;

    StatusCalls(StatusMessages messages, TelegramClient telegram, MessageLimits limits, Texts texts) {
        this.messages = messages;
        this.telegram = telegram;
        this.limits = limits;
        this.texts = texts;
    }

    /**
     * Shows a text.
     *
     * @param statusId the job or album whose message it is
     * @param cancel what the button under it does; null once nothing can be stopped any more
     */
    void show(Showing showing, UUID statusId, JobInChat job, String text, ButtonAction.@Nullable Cancel cancel) {
        switch (showing) {
            case Showing.Create() -> create(statusId, job, text, cancel);
            case Showing.Edit(int messageId) -> {
                var edit = new EditMessageText(job.chatId(), messageId, text);
                if (cancel != null) {
                    edit.replyMarkup(keyboard(job, cancel));
                }
                if (telegram.call(edit) instanceof Answer.Refused<?> no) {
                    log.debug("status {} not edited: {}", statusId, no.description());
                }
            }
            case Showing.Nothing() -> {}
        }
    }

    void delete(long chatId, int messageId) {
        Answer<?> answer = telegram.call(new DeleteMessage(chatId, messageId));
        if (!(answer instanceof Answer.Ok<?>)) {
            log.info("a closed status message in chat {} was not removed: {}", chatId, answer);
        }
    }

    private void create(UUID statusId, JobInChat job, String text, ButtonAction.@Nullable Cancel cancel) {
        if (!limits.tryNow(job.chatId())) {
            messages.notCreated(statusId);
            return;
        }
        SendMessage request = new SendMessage(job.chatId(), text).disableNotification(true);
        if (cancel != null) {
            request.replyMarkup(keyboard(job, cancel));
        }
        if (job.messageId() != null) {
            request.replyParameters(new ReplyParameters(job.messageId()).allowSendingWithoutReply(true));
        }
        if (telegram.call(request) instanceof Answer.Ok<SendResponse>(SendResponse sent)) {
            int messageId = sent.message().messageId();
            if (messages.created(statusId, messageId)) {
                delete(job.chatId(), messageId);
            }
        } else {
            messages.notCreated(statusId);
        }
    }

    private InlineKeyboardMarkup keyboard(JobInChat job, ButtonAction.Cancel cancel) {
        return new InlineKeyboardMarkup(new InlineKeyboardButton(texts.get(job.language(), "button_cancel"))
                .callbackData(cancel.callbackData()));
    }
}
