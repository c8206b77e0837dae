package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.response.BaseResponse;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.JobCommand;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what {@code chat-replies} and {@code job-commands} ask of a chat. */
final class ChatActions {

    private static final Logger log = LoggerFactory.getLogger(ChatActions.class);

    private final Replies replies;
    private final TelegramClient telegram;
    private final Messenger messenger;
    private final Cancellation cancellation;

    ChatActions(Replies replies, TelegramClient telegram, Messenger messenger, Cancellation cancellation) {
        this.replies = replies;
        this.messenger = messenger;
        this.telegram = telegram;
        this.cancellation = cancellation;
    }

    Outcome reply(ChatReply reply) {
        long chatId = reply.getChatId();
        var to = new Addressee(chatId, reply.getIssuedAt(), reply.getReplyToMessageId());
        return switch (reply.getKind()) {
            case TEXT -> replies.say(reply.getReplyId(), null, to, reply.getText());
            case PHOTO ->
                replies.send(
                        reply.getReplyId(),
                        null,
                        to,
                        chat -> new SendPhoto(chat, reply.getPhotoFileId()).caption(reply.getText()));
            case EDIT -> repeatable(chatId, new EditMessageText(chatId, reply.getMessageId(), reply.getText()));
            case DELETE -> repeatable(chatId, new DeleteMessage(chatId, reply.getMessageId()));
        };
    }

    Outcome command(JobCommand command) {
        return switch (command.getKind()) {
            case DELETE -> {
                Integer messageId = command.getMessageId();
                yield messageId == null
                        ? Outcome.done()
                        : repeatable(command.getChatId(), new DeleteMessage(command.getChatId(), messageId));
            }
            case CANCEL -> cancellation.cancel(command);
            case UNKNOWN -> Outcome.done();
        };
    }

    /** An edit or a deletion changes nothing when done twice; what Telegram refuses (it is gone already) is its end. */
    private <T extends BaseRequest<T, R>, R extends BaseResponse> Outcome repeatable(long chatId, T request) {
        String method = request.getMethod();
        Duration held = messenger.held(chatId, method);
        if (held.isPositive()) {
            return new Outcome.Retry("Telegram has put " + method + " in this chat on hold", held);
        }
        Answer<R> answer = telegram.call(request);
        messenger.noteRefusal(chatId, method, answer);
        return switch (answer) {
            case Answer.Ok<R> _ -> Outcome.done();
            case Answer.Refused<R> refused
            when refused.code() == 429 ->
                new Outcome.Retry(refused.description(), refused.retryAfter().orElse(null));
            case Answer.Refused<R> refused -> {
                log.info("Telegram did not want it: {}", refused.description());
                yield Outcome.done();
            }
            case Answer.NotSent<R>(String cause) -> Outcome.retry(cause);
            case Answer.OutcomeUnknown<R>(String cause) -> Outcome.retry(cause);
        };
    }
}
