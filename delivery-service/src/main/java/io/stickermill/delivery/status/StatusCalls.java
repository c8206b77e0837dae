package io.stickermill.delivery.status;

import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.delivery.status.StatusMessages.Showing;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, edits and removes status messages as the table has decided. What Telegram refuses is not tried again. */
final class StatusCalls {

    private static final Logger log = LoggerFactory.getLogger(StatusCalls.class);

    private final StatusMessages messages;
    private final TelegramClient telegram;
    private final MessageLimits limits;

    StatusCalls(StatusMessages messages, TelegramClient telegram, MessageLimits limits) {
        this.messages = messages;
        this.telegram = telegram;
        this.limits = limits;
    }

    /** @param statusId the job or album whose message it is */
    void show(Showing showing, UUID statusId, JobInChat job, String text) {
        switch (showing) {
            case Showing.Create() -> create(statusId, job, text);
            case Showing.Edit(int messageId) -> {
                if (telegram.call(new EditMessageText(job.chatId(), messageId, text)) instanceof Answer.Refused<?> no) {
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

    private void create(UUID statusId, JobInChat job, String text) {
        if (!limits.tryNow(job.chatId())) {
            messages.notCreated(statusId);
            return;
        }
        SendMessage request = new SendMessage(job.chatId(), text).disableNotification(true);
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
}
