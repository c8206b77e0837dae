package io.stickermill.platform.telegram;

import com.pengrad.telegrambot.response.BaseResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How a call to the Bot API ended. */
public sealed interface TelegramAnswer<R extends BaseResponse> {

    /** Telegram did it. */
    record Ok<R extends BaseResponse>(R result) implements TelegramAnswer<R> {}

    /**
     * Telegram refused; nothing has happened.
     *
     * @param code Telegram's error code, the same as the HTTP status: 400, 401, 403, 404, 409, 413, 429
     * @param description Telegram's own words
     * @param retryAfter how long to wait, with a 429
     * @param migratedTo the chat's new id, where a group has become a supergroup
     */
    record Refused<R extends BaseResponse>(
            int code, String description, Optional<Duration> retryAfter, OptionalLong migratedTo)
            implements TelegramAnswer<R> {

        /** The user has blocked the bot, is deactivated, or the chat is gone: final for this chat. */
        public boolean isUnreachable() {
            return code == 403 || (code == 400 && description.contains("chat not found"));
        }
    }

    /** The request did not leave this machine: safe to try again. */
    record NotSent<R extends BaseResponse>(String cause) implements TelegramAnswer<R> {}

    /** The request left and no clear answer came (time-out, broken connection, 5xx): it may have been done. */
    record OutcomeUnknown<R extends BaseResponse>(String cause) implements TelegramAnswer<R> {}
}
