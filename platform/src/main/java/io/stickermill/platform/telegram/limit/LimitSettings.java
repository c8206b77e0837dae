package io.stickermill.platform.telegram.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on messages, as core.telegram.org/bots/faq states them ('My bot is hitting limits'); a self-hosted Bot API server
 * has others.
 *
 * @param botPerSecond messages of the bot in any second; 0 for no limit
 * @param chatBurst messages to one chat at once, 0 for no limit; after them one each chatInterval
 * @param chatInterval between two messages to one chat; a little above Telegram's second, since messages arrive later or
 *     sooner than they were let go
 * @param groupPerMinute messages to one group in any minute; 0 for no limit
 * @param editBurst edits in one chat at once, 0 for no limit; after them one each editInterval, others are dropped
 * @param editInterval between two edits in one chat
 * @param setBurst changes of one person's sticker sets at once, 0 for no limit; after them one each setInterval. Telegram says
 *     nothing of these: other bots live with about one a second
 * @param setInterval between two changes of one person's sticker sets
 * @param maxWait how long a message waits for its turn in place; below the lease of a send
 */
@ConfigurationProperties("stickermill.limits")
public record LimitSettings(
        @DefaultValue("30") int botPerSecond,
        @DefaultValue("3") int chatBurst,
        @DefaultValue("1050ms") Duration chatInterval,
        @DefaultValue("20") int groupPerMinute,
        @DefaultValue("6") int editBurst,
        @DefaultValue("1s") Duration editInterval,
        @DefaultValue("8") int setBurst,
        @DefaultValue("1100ms") Duration setInterval,
        @DefaultValue("5s") Duration maxWait) {

    public LimitSettings {
        if (botPerSecond < 0 || chatBurst < 0 || groupPerMinute < 0 || editBurst < 0 || setBurst < 0) {
            throw new IllegalArgumentException("stickermill.limits: numbers must not be negative; 0 is no limit");
        }
        if (!chatInterval.isPositive()
                || !editInterval.isPositive()
                || !setInterval.isPositive()
                || maxWait.isNegative()) {
            throw new IllegalArgumentException(
                    "stickermill.limits: chat-interval, edit-interval and set-interval must be positive, max-wait not negative");
        }
        if (botPerSecond > 0 && botPerSecond < 3 || groupPerMinute > 0 && groupPerMinute < 4) {
            throw new IllegalArgumentException(
                    "stickermill.limits: bot-per-second must be 0 or at least 3, group-per-minute 0 or at least 4");
        }
    }
}
