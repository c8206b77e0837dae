package io.stickermill.delivery.status;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendMessage;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.status.StatusMessages.Showing;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, edits and removes status messages as the table has decided. What Telegram refuses is not tried again. */
final class StatusCalls {

    private static final Logger log = LoggerFactory.getLogger(StatusCalls.class);

    /** What stands in a status message that Telegram deletes no more. */
    private static final String OVER = "\u2714\ufe0f";

    private final StatusMessages messages;
    private final TelegramClient telegram;
    private final Messenger messenger;
    private final Texts texts;

    StatusCalls(StatusMessages messages, TelegramClient telegram, Messenger messenger, Texts texts) {
        this.messages = messages;
        this.telegram = telegram;
        this.messenger = messenger;
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
            case Showing.Edit(int messageId) -> edit(job, messageId, text, cancel);
            case Showing.Nothing() -> {}
        }
    }

    /** Removes a closed message. What Telegram refuses is gone, or can't go any more; an unclear answer is swept up later. */
    void delete(long chatId, int messageId) {
        var request = new DeleteMessage(chatId, messageId);
        if (messenger.held(chatId, request.getMethod()).isPositive()) {
            return;
        }
        TelegramAnswer<?> answer = telegram.call(request);
        messenger.noteRefusal(chatId, request.getMethod(), answer);
        switch (answer) {
            case TelegramAnswer.Ok<?> _ -> messages.removed(chatId, messageId);
            case TelegramAnswer.Refused<?> refused
            when Messenger.isTooOld(refused) -> {
                // Without a button; whoever asked for this job has seen its end, and its language is not known here.
                telegram.call(new EditMessageText(chatId, messageId, OVER));
                messages.removed(chatId, messageId);
            }
            case TelegramAnswer.Refused<?> refused
            when SendOutcome.notYet(refused).isEmpty() -> {
                log.info("a closed status message in chat {} was not removed: {}", chatId, refused.description());
                messages.removed(chatId, messageId);
            }
            case TelegramAnswer.Refused<?> _, TelegramAnswer.NotSent<?> _, TelegramAnswer.OutcomeUnknown<?> _ ->
                log.info("a closed status message in chat {} is not removed yet: {}", chatId, answer);
        }
    }

    private void edit(JobInChat job, int messageId, String text, ButtonAction.@Nullable Cancel cancel) {
        var edit = new EditMessageText(job.chatId(), messageId, text);
        if (!messenger.mayEdit(job.chatId(), edit.getMethod())) {
            return;
        }
        if (cancel != null) {
            edit.replyMarkup(keyboard(job, cancel));
        }
        TelegramAnswer<?> answer = telegram.call(edit);
        messenger.noteRefusal(job.chatId(), edit.getMethod(), answer);
        if (answer instanceof TelegramAnswer.Refused<?> no) {
            log.debug("status message {} not edited: {}", messageId, no.description());
        }
    }

    private void create(UUID statusId, JobInChat job, String text, ButtonAction.@Nullable Cancel cancel) {
        Optional<Leave.Granted> leave = messenger.mayTell(job.chatId(), job.receivedAt(), "sendMessage");
        if (leave.isEmpty()) {
            messages.notCreated(statusId);
            return;
        }
        SendOutcome outcome = messenger.send(
                new Destination(job.chatId(), job.messageId(), job.threadId()),
                leave.get(),
                chat -> message(chat, job, text, cancel));
        switch (outcome) {
            case SendOutcome.Sent(Message sent) -> {
                if (messages.created(statusId, sent.messageId())) {
                    delete(job.chatId(), sent.messageId());
                }
            }
            // It may stand in the chat: a second one would be one too many.
            case SendOutcome.Unknown _ -> {}
            case SendOutcome.Final _, SendOutcome.NotYet _, SendOutcome.Moved _ -> messages.notCreated(statusId);
        }
    }

    private SendMessage message(long chatId, JobInChat job, String text, ButtonAction.@Nullable Cancel cancel) {
        SendMessage request = new SendMessage(chatId, text).disableNotification(true);
        return cancel == null ? request : request.replyMarkup(keyboard(job, cancel));
    }

    private InlineKeyboardMarkup keyboard(JobInChat job, ButtonAction.Cancel cancel) {
        return new InlineKeyboardMarkup(new InlineKeyboardButton(texts.get(job.language(), "button_cancel"))
                .callbackData(cancel.callbackData()));
    }
}
