package io.stickermill.gateway.update;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code chat_tellings}. Refusals are remembered for a moment: a flood costs one question a message less. */
final class TellingRows implements Tellings {

    private static final Duration MEMORY = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient database;
    private final LongSupplier nanoTime;
    private final Map<Telling, Long> refusedAt = new ConcurrentHashMap<>();

    TellingRows(JdbcClient database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    private record Telling(long chatId, String what) {}

    @Override
    public boolean claim(long chatId, String what, Often often, int messageId) {
        boolean claimed = database.sql("""
                insert into chat_tellings as t (chat_id, what, message_id) values (:chat, :what, :message)
                on conflict (chat_id, what) do update
                   set message_id = excluded.message_id,
                       times = case when t.since <= now() - make_interval(secs => :within) then 1
                                    when t.message_id = excluded.message_id then t.times
                                    else t.times + 1 end,
                       since = case when t.since <= now() - make_interval(secs => :within) then now() else t.since end
                 where t.since <= now() - make_interval(secs => :within)
                    or t.message_id = excluded.message_id or t.times < :most
                """)
                        .param("chat", chatId)
                        .param("what", what)
                        .param("message", messageId)
                        .param("within", often.within().toSeconds())
                        .param("most", often.most())
                        .update()
                == 1;
        if (!claimed) {
            remember(new Telling(chatId, what));
        }
        return claimed;
    }

    @Override
    public boolean isSpent(long chatId, String what) {
        Long at = refusedAt.get(new Telling(chatId, what));
        return at != null && nanoTime.getAsLong() - at < MEMORY.toNanos();
    }

    private void remember(Telling telling) {
        if (refusedAt.size() >= MOST_REMEMBERED) {
            refusedAt.clear();
        }
        refusedAt.put(telling, nanoTime.getAsLong());
    }
}
