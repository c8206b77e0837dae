package io.stickermill.gateway.update;

import io.stickermill.platform.telegram.Updates;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether updates come, in words for who runs the bot. {@code LIMITED}, not down: the gateway can do nothing about it, and the
 * HTTP API goes on.
 */
final class PollHealth implements HealthIndicator {

    private volatile Status status = Status.UP;

    void note(Updates answer) {
        status = switch (answer) {
            case Updates.Received _ -> Status.UP;
            case Updates.Refused refused -> limited(refused.code() + " " + refused.description(), refused.code());
            case Updates.Unavailable(String cause) -> new Status("LIMITED", "no updates from Telegram: " + cause);
        };
    }

    /** Another gateway polls; this one stands by. */
    void spare() {
        status = Status.UP;
    }

    private static Status limited(String answer, int code) {
        return new Status(
                "LIMITED",
                switch (code) {
                    case 401, 404 ->
                        "Telegram refuses the bot's token (" + answer
                                + "): no updates come. Give the gateway the token that BotFather shows";
                    case 409 ->
                        "another program takes this bot's updates (" + answer
                                + "): end it, or give it a token of its own";
                    default -> "Telegram refuses to give updates: " + answer;
                });
    }

    @Override
    public Health health() {
        return Health.status(status).build();
    }
}
