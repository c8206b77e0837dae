package io.stickermill.generation.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.Replay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code generations} as a queue. */
final class WaitingJobRows implements WaitingJobs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient database;
    private final String topic;
    private final Duration lease;
    private volatile long looks;

    /**
     * The queue of one topic's requests.
     *
     * @param topic that the requests come from
     * @param lease of a claim, which its holder renews
     */
    WaitingJobRows(JdbcClient database, String topic, Duration lease) {
        this.database = database;
        this.topic = topic;
        this.lease = lease;
    }

    @Override
    public Stored store(UUID jobId, long chatId, byte[] request, Delivery record) {
        return database.sql("""
                insert into generations (id, state, chat_id, place, request, record_partition, record_offset, record_time,
                                         record_headers, record_own_headers, due_at)
                values (:id, 'waiting', :chat, nextval('generation_places'), :request, :partition, :offset, :time,
                        :headers::jsonb, :own_headers::json, now())
                on conflict (id) do update
                   set state = 'waiting', chat_id = excluded.chat_id, place = excluded.place,
                       record_own_headers = excluded.record_own_headers,
                       request = excluded.request, record_partition = excluded.record_partition,
                       record_offset = excluded.record_offset, record_time = excluded.record_time,
                       record_headers = excluded.record_headers, due_at = now(), attempts = 0, aside = false,
                       claim_token = null, lease_until = null, created_at = now(), failure = null, ended_at = null,
                       delivered = false, replay = :replay, ends = 0
                 where generations.state = 'failed' and generations.dead_lettered
                   and generations.replay is distinct from :replay::text and :replay::text is not null
                returning (select count(*) from generations
                            where chat_id = :chat and request is not null and not aside and id <> :id) as before
                """)
                .param("id", jobId)
                .param("chat", chatId)
                .param("request", request)
                .param("partition", record.partition())
                .param("offset", record.offset())
                .param("time", Timestamp.from(record.timestamp()))
                .param("headers", json(record.headers()))
                .param("own_headers", StoredHeaders.json(record.ownHeaders()))
                .param("replay", record.replay().map(Replay::toString).orElse(null))
                .query((row, _) -> (Stored) new Stored.Waiting(row.getInt("before")))
                .optional()
                .orElse(new Stored.Known());
    }

    @Override
    public void cancel(UUID jobId) {
        database.sql("""
                update generations set state = 'failed', failure = 'CANCELLED', request = null, ended_at = now()
                 where id = ? and state = 'waiting'
                """).param(jobId).update();
    }

    @Override
    public void hasten(UUID jobId) {
        database.sql("update generations set due_at = now() where id = ? and state = 'waiting' and due_at > now()")
                .param(jobId)
                .update();
    }

    @Override
    public void delivered(UUID jobId) {
        database.sql("update generations set delivered = true where id = ? and not delivered")
                .param(jobId)
                .update();
    }

    @Override
    public boolean countLook() {
        long look = database.sql("select nextval('generation_looks')")
                .query(Long.class)
                .single();
        if (look <= looks) {
            return false;
        }
        looks = look;
        return true;
    }

    @Override
    public List<UUID> due(int most) {
        return database.sql("""
                select id
                  from (select distinct on (chat_id, case when aside then id end) id, chat_id, state, due_at, lease_until
                          from generations
                         where request is not null
                         order by chat_id, case when aside then id end, place) as heads
                 where ((state = 'waiting' and due_at <= now()) or (state = 'claimed' and lease_until < now()))
                   and (select count(*) from generations ready
                         where ready.chat_id = heads.chat_id and ready.state = 'done' and not ready.delivered
                           and ready.ended_at > now() - interval '1 day') < ?
                 order by due_at
                 limit ?
                """)
                .params(AHEAD, most)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    @Override
    public Optional<StoredJob> claim(UUID jobId) {
        UUID claim = UUID.randomUUID();
        return database.sql("""
                with before as (select state from generations where id = :id)
                update generations
                   set state = 'claimed', claim_token = :claim, attempts = attempts + 1,
                       ends = ends + case when state = 'claimed' then 1 else 0 end,
                       lease_until = now() + :lease * interval '1 ms'
                 where id = :id and request is not null
                   and ((state = 'waiting' and due_at <= now()) or (state = 'claimed' and lease_until < now()))
                returning id, claim_token, attempts, ends, aside, chat_id, request, record_partition, record_offset, record_time,
                          record_headers, record_own_headers, created_at,
                          (select state = 'claimed' from before) as taken_over
                """)
                .param("id", jobId)
                .param("claim", claim)
                .param("lease", lease.toMillis())
                .query(this::read)
                .optional();
    }

    @Override
    public void turn(long chatId) {
        database.sql("""
                update generations set due_at = now()
                 where id = (select id from generations
                              where chat_id = ? and request is not null and not aside
                              order by place limit 1)
                   and state = 'waiting' and due_at < now()
                """).param(chatId).update();
    }

    @Override
    public List<byte[]> queue(long chatId, int most) {
        return database.sql("""
                select request from generations
                 where chat_id = ? and request is not null and not aside
                 order by place limit ?
                """)
                .params(chatId, most)
                .query((row, _) -> row.getBytes("request"))
                .list();
    }

    private StoredJob read(ResultSet row, int number) throws SQLException {
        long chatId = row.getLong("chat_id");
        Instant storedAt = row.getTimestamp("created_at").toInstant();
        Map<String, String> headers = headers(row.getString("record_headers"));
        var record = new Delivery(
                topic,
                row.getInt("record_partition"),
                row.getLong("record_offset"),
                Long.toString(chatId),
                row.getTimestamp("record_time").toInstant(),
                row.getInt("attempts"),
                headers,
                storedAt,
                StoredHeaders.of(row.getString("record_own_headers"), headers));
        return new StoredJob(
                row.getObject("id", UUID.class),
                new Claim.Granted(
                        row.getObject("claim_token", UUID.class), row.getInt("attempts"), row.getBoolean("taken_over")),
                row.getInt("ends"),
                row.getBoolean("aside"),
                chatId,
                row.getBytes("request"),
                record,
                storedAt);
    }

    /** What jsonb refuses, NUL, no header of ours has. */
    private static String json(Map<String, String> headers) {
        Map<String, String> storable = new HashMap<>();
        headers.forEach((name, text) -> storable.put(name.replace('\0', '\ufffd'), text.replace('\0', '\ufffd')));
        try {
            return JSON.writeValueAsString(storable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers that were stored can't be read: " + json, e);
        }
    }
}
