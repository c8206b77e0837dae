package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.response.BaseResponse;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Edits and deletions, which change nothing when done twice. */
final class ChatChanges {

    private static final Logger log = LoggerFactory.getLogger(ChatChanges.class);

    private final TelegramClient telegram;
    private final Messenger messenger;

    ChatChanges(TelegramClient telegram, Messenger messenger) {
        this.telegram = telegram;
        this.messenger = messenger;
    }

    /** What Telegram refuses (it is gone already) is its end. */
    <T extends BaseRequest<T, R>, R extends BaseResponse> Outcome make(long chatId, T request) {
        return make(chatId, request, refused -> {
            log.info("Telegram did not want it: {}", refused.description());
            return Outcome.done();
        });
    }

    /** @param ifTooOld what comes instead, where Telegram deletes it no more */
    Outcome delete(long chatId, int messageId, Supplier<Outcome> ifTooOld) {
        return make(chatId, new DeleteMessage(chatId, messageId), refused -> {
            log.info("message {} of chat {} is not deleted: {}", messageId, chatId, refused.description());
            return Messenger.isTooOld(refused) ? ifTooOld.get() : Outcome.done();
        });
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> Outcome make(
            long chatId, T request, Function<TelegramAnswer.Refused<R>, Outcome> refusal) {
        String method = request.getMethod();
        Duration held = messenger.held(chatId, method);
        if (held.isPositive()) {
            return new Outcome.Outage("Telegram has put " + method + " in this chat on hold", held);
        }
        TelegramAnswer<R> answer = telegram.call(request);
        messenger.noteRefusal(chatId, method, answer);
        return switch (answer) {
            case TelegramAnswer.Ok<R> _ -> Outcome.done();
            case TelegramAnswer.Refused<R> refused ->
                SendOutcome.notYet(refused)
                        .<Outcome>map(notYet -> new Outcome.Outage(notYet.cause(), notYet.atLeast()))
                        .orElseGet(() -> refusal.apply(refused));
            case TelegramAnswer.NotSent<R>(String cause) -> new Outcome.Outage(cause, null);
            case TelegramAnswer.OutcomeUnknown<R>(String cause) -> Outcome.retry(cause);
        };
    }
}
