package io.stickermill.platform.telegram.limit;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code limits.holds}: what Telegram has refused with 429 and for how long, seen by all instances. */
final class Holds {

    /**
     * The longest hold; Telegram is asked again then, and says what is left. One that lasts longer was written by a clock that
     * was ahead, and is none.
     */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final JdbcClient database;
    private final long botId;

    Holds(DataSource database, long botId) {
        this.database = JdbcClient.create(database);
        this.botId = botId;
    }

    /** A hold is never shortened by a later refusal. */
    void hold(long chatId, String method, Duration retryAfter) {
        database.sql("""
                insert into limits.holds (bot_id, chat_id, method, held_until)
                values (:bot, :chat, :method, now() + :ms * interval '1 ms')
                on conflict (bot_id, chat_id, method) do update
                   set held_until = case when holds.held_until > now() + :longest * interval '1 ms' then excluded.held_until
                                         else greatest(holds.held_until, excluded.held_until) end
                """)
                .param("bot", botId)
                .param("chat", chatId)
                .param("method", method)
                .param("longest", LONGEST.toMillis())
                .param("ms", Math.min(retryAfter.toMillis(), LONGEST.toMillis()))
                .update();
    }

    /** Zero when it is not held. */
    Duration remaining(long chatId, String method) {
        return database.sql("""
                select ceil(extract(epoch from held_until - now()) * 1000)::bigint from limits.holds
                 where bot_id = :bot and chat_id = :chat and method = :method and held_until > now()
                   and held_until <= now() + :longest * interval '1 ms'
                """)
                .param("longest", LONGEST.toMillis())
                .param("bot", botId)
                .param("chat", chatId)
                .param("method", method)
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    /** What is over, and what a clock that was ahead has left. */
    void removeOver() {
        database.sql("""
                delete from limits.holds
                 where held_until < now() or held_until > now() + :longest * interval '1 ms'
                """).param("longest", LONGEST.toMillis()).update();
    }
}
