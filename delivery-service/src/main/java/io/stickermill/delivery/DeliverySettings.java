package io.stickermill.delivery;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of delivery.
 *
 * @param roles what this process does: sends to Telegram, uploads to storage, keeps sticker sets; any of them
 * @param lease how long a send or an upload is claimed; longer than the longest call (Telegram's and storage's)
 * @param maxAge a sticker that was ready longer ago is not sent any more: it is an old record, replayed by mistake
 * @param statusDelay the status message appears only if the job takes longer than this, and its sticker is not there by then
 * @param editInterval shortest time between two edits of a status message; steps in between are not shown
 * @param unreachableFor how long a chat that has blocked the bot, or is gone, is not tried again unless somebody in it asks
 *     for something
 * @param unknownOutcome what becomes of a sticker whose send was cut off, so that it may be in the chat or not
 * @param replies how much is said in a chat within a moment
 * @param concurrency records of one topic in work at the same time
 */
@ConfigurationProperties("stickermill.delivery")
public record DeliverySettings(
        @DefaultValue({"telegram", "storage", "sets"}) Set<Role> roles,
        @DefaultValue("45s") Duration lease,
        @DefaultValue("24h") Duration maxAge,
        @DefaultValue("700ms") Duration statusDelay,
        @DefaultValue("500ms") Duration editInterval,
        @DefaultValue("6h") Duration unreachableFor,
        @DefaultValue("send-again") UnknownOutcome unknownOutcome,
        @NestedConfigurationProperty @DefaultValue ReplyBudget replies,
        @DefaultValue("64") int concurrency) {

    /**
     * How many texts a chat is sent within a moment; what is over it is not said. As many as Telegram lets go at once, so
     * that no chat's texts wait for its limit.
     *
     * @param most texts
     * @param within the moment
     */
    public record ReplyBudget(
            @DefaultValue("3") int most, @DefaultValue("5s") Duration within) {

        public ReplyBudget {
            if (most < 1 || !within.isPositive()) {
                throw new IllegalArgumentException(
                        "stickermill.delivery.replies: most must be 1 or more, and within must be positive");
            }
        }
    }

    /** A sticker that comes twice, or one that may not have come. */
    public enum UnknownOutcome {
        /** It is sent again: it may come twice, and is counted. */
        SEND_AGAIN,
        /** It lies in the dead letters until a person replays it: it may not have come, and the user is told so. */
        HOLD
    }

    /** One consumer group each, independent of each other. */
    public enum Role {
        TELEGRAM,
        STORAGE,
        SETS
    }
}
