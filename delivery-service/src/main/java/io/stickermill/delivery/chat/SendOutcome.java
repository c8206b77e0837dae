package io.stickermill.delivery.chat;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of a send means for the ledger. */
public sealed interface SendOutcome {

    record Sent(Message message) implements SendOutcome {}

    /** It will never go: the user is out of reach, or Telegram does not want it. */
    record Final(Reason reason, String detail) implements SendOutcome {
        public enum Reason {
            BLOCKED,
            CHAT_GONE,
            REFUSED
        }
    }

    /** Nothing has happened; try again, no sooner than told. */
    record NotYet(String cause, @Nullable Duration atLeast) implements SendOutcome {}

    /** The group has another id now, under which it can be sent at once. */
    record Moved(long chatId) implements SendOutcome {}

    /** It may be in the chat. */
    record Unknown(String cause) implements SendOutcome {}

    static SendOutcome of(TelegramAnswer<SendResponse> answer) {
        return switch (answer) {
            case TelegramAnswer.Ok<SendResponse>(SendResponse sent) -> new Sent(sent.message());
            case TelegramAnswer.Refused<SendResponse> refused
            when notYet(refused).isPresent() -> notYet(refused).get();
            case TelegramAnswer.Refused<SendResponse> refused
            when refused.migratedTo().isPresent() ->
                new Moved(refused.migratedTo().getAsLong());
            case TelegramAnswer.Refused<SendResponse> refused
            when refused.code() == 403 -> new Final(Final.Reason.BLOCKED, refused.description());
            case TelegramAnswer.Refused<SendResponse> refused
            when refused.isUnreachable() -> new Final(Final.Reason.CHAT_GONE, refused.description());
            case TelegramAnswer.Refused<SendResponse> refused -> new Final(Final.Reason.REFUSED, refused.description());
            case TelegramAnswer.NotSent<SendResponse>(String cause) -> new NotYet(cause, null);
            case TelegramAnswer.OutcomeUnknown<SendResponse>(String cause) -> new Unknown(cause);
        };
    }

    /** Too many requests, or a wrong token: that is the operator's mistake, and what is called waits until it is mended. */
    static Optional<NotYet> notYet(TelegramAnswer.Refused<?> refused) {
        return switch (refused.code()) {
            case 429, 401, 404 ->
                Optional.of(new NotYet(
                        refused.code() == 429 ? refused.description() : refused.code() + " " + refused.description(),
                        refused.retryAfter().orElse(null)));
            default -> Optional.empty();
        };
    }
}
