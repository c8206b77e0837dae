package io.stickermill.emulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.stickermill.emulator.api.Refusal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the emulator misbehaves.
 *
 * @param method a Bot API method, {@code *} for all of them, {@code file} for downloads, or {@code successful_payment} for the
 *     word to the bot that somebody has paid
 * @param chatId only calls to this chat, or payments of this person; null for all
 * @param times how often it still happens; null for always
 * @param probability of happening at a call that fits, 1 if null
 * @param delayMs wait before the effect; of a payment, before the bot is told
 * @param delayAfterMs wait between the effect and the answer; of a payment, before its chargeback
 * @param bytesPerSecond pace of a download or of an answer's body; null for full speed
 * @param action what happens instead of the answer; null for {@link Action#NONE}
 * @param status of {@link Action#STATUS} and {@link Action#STATUS_AFTER}, 500 if null
 * @param description in the error's body; null for Telegram's words for the status
 * @param retryAfter seconds, for a 429
 */
public record Fault(
        String method,
        @Nullable Long chatId,
        @Nullable Integer times,
        @Nullable Double probability,
        @Nullable Long delayMs,
        @Nullable Long delayAfterMs,
        @Nullable Long bytesPerSecond,
        @Nullable Action action,
        @Nullable Integer status,
        @Nullable String description,
        @Nullable Long retryAfter) {

    /** The {@code method} of faults that befall payments. */
    public static final String PAYMENT = "successful_payment";

    /** The {@code method} of faults that befall downloads. */
    public static final String DOWNLOAD = "file";

    static final Fault NONE = new Fault("*", null, null, null, null, null, null, null, null, null, null);

    /** What happens instead of the answer, by its name in JSON. */
    public enum Action {
        /** Only the delays. */
        @JsonProperty("none")
        NONE,
        /** An error; the call has no effect. */
        @JsonProperty("status")
        STATUS,
        /** An error, though the call had its effect. */
        @JsonProperty("status_after")
        STATUS_AFTER,
        /** The connection is cut; the call has no effect. */
        @JsonProperty("close_before")
        CLOSE_BEFORE,
        /** The call has its effect, then the connection is cut; a download is cut in its middle. */
        @JsonProperty("close_after")
        CLOSE_AFTER,
        /** The call has its effect, and the answer never comes. */
        @JsonProperty("hang_after")
        HANG_AFTER,
        /** The bot is told of a payment twice, by two updates of the same content. */
        @JsonProperty("twice")
        TWICE,
        /** The bot is not told of a payment: only the transactions know. */
        @JsonProperty("lost")
        LOST,
        /** The Stars of a payment are taken back, and only the transactions and the balance tell. */
        @JsonProperty("chargeback")
        CHARGEBACK;

        private static final Set<Action> OF_PAYMENTS = EnumSet.of(TWICE, LOST, CHARGEBACK);

        private boolean befalls(String method) {
            return method.equals(PAYMENT) ? this == NONE || OF_PAYMENTS.contains(this) : !OF_PAYMENTS.contains(this);
        }
    }

    public Fault {
        if (probability != null && (probability < 0 || probability > 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1");
        }
        if (bytesPerSecond != null && bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytes_per_second must be at least 1");
        }
        if (status != null && (status < 400 || status > 599)) {
            throw new IllegalArgumentException("status must be from 400 to 599");
        }
        if (action != null && !action.befalls(method)) {
            throw new IllegalArgumentException("twice, lost and chargeback, and no others, befall " + PAYMENT);
        }
    }

    /** The action; {@link Action#NONE} if none is named. */
    public Action what() {
        return action == null ? Action.NONE : action;
    }

    /** The wait before the effect; zero for none. */
    public Duration delay() {
        return Duration.ofMillis(delayMs == null ? 0 : delayMs);
    }

    /** The wait between the effect and the answer; zero for none. */
    public Duration delayAfter() {
        return Duration.ofMillis(delayAfterMs == null ? 0 : delayAfterMs);
    }

    boolean fits(String calledMethod, @Nullable Long calledChat) {
        boolean isCall = !calledMethod.equals(DOWNLOAD) && !calledMethod.equals(PAYMENT);
        boolean fitsMethod = method.equalsIgnoreCase(calledMethod) || (method.equals("*") && isCall);
        return fitsMethod && (chatId == null || chatId.equals(calledChat)) && (times == null || times > 0);
    }

    Fault onceLess() {
        return times == null
                ? this
                : new Fault(
                        method,
                        chatId,
                        times - 1,
                        probability,
                        delayMs,
                        delayAfterMs,
                        bytesPerSecond,
                        action,
                        status,
                        description,
                        retryAfter);
    }

    /** The error of {@link Action#STATUS} and {@link Action#STATUS_AFTER}. */
    public Refusal refusal() {
        int code = status == null ? 500 : status;
        if (code == 429) {
            long seconds = retryAfter == null ? 1 : retryAfter;
            return description == null
                    ? Refusal.tooManyRequests(seconds)
                    : Refusal.tooManyRequests(seconds, description);
        }
        return Refusal.of(code, description == null ? words(code) : description);
    }

    private static String words(int code) {
        return switch (code) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden: bot was blocked by the user";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Error " + code;
        };
    }
}
