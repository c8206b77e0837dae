package io.stickermill.gateway.update;

import io.stickermill.gateway.update.Incoming.AskInline;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.InlineQueried;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes what people look for among their stickers in other chats. Nothing else: each key that they press is a query, and
 * who only types the bot's name has not come to it, so that no row says so.
 */
final class InlineQueries {

    /** About as long as Telegram takes an answer; its words after that are 'query is too old'. */
    static final Duration ANSWERABLE = Duration.ofSeconds(10);

    private final EventPublisher events;
    private final long botId;
    private final Clock clock;

    InlineQueries(EventPublisher events, long botId, Clock clock) {
        this.events = events;
        this.botId = botId;
        this.clock = clock;
    }

    CompletableFuture<?> asked(AskInline asked) {
        Instant now = clock.instant();
        InlineQueried query = InlineQueried.newBuilder()
                .setQueryId(asked.queryId())
                .setUserId(Ids.user(botId, asked.userId()))
                .setTelegramUserId(asked.userId())
                .setWords(asked.query())
                .setOffset(asked.offset())
                .setLanguage(asked.language())
                .setAskedAt(now)
                .setGoodUntil(now.plus(ANSWERABLE))
                .build();
        return events.publishAsync(Topics.INLINE_QUERIES, asked.userId(), null, null, query);
    }
}
