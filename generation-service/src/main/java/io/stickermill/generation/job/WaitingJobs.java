package io.stickermill.generation.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.platform.dispatch.Delivery;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger of generation: every request is stored in it, and whoever has room claims the next one, on whatever instance.
 * Of a chat only the oldest that has not ended can be claimed, so that a chat has one in work at a time and their order
 * stays. A claim whose lease has ended can be taken over. A job is marked ended only after its event is in Kafka.
 */
final class WaitingJobs {

    /** Stickers of one chat that may lie ready: more than are sent while the next one is made. */
    private static final int AHEAD = 8;

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
    WaitingJobs(JdbcClient database, String topic, Duration lease) {
        this.database = database;
        this.topic = topic;
        this.lease = lease;
    }

    /** What storing a request came to. */
    sealed interface Stored {
        /** @param before the chat's jobs that come before it */
        record Waiting(int before) implements Stored {}

        /** It waits, is being worked on, or has ended. */
        record Known() implements Stored {}

        /** An instance of a version that stores nothing works on it: its record is needed if that one dies. */
        record HeldByRecord() implements Stored {}
    }

    Stored store(UUID jobId, long chatId, byte[] request, Delivery record) {
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
                 where generations.request is null
                   and (generations.state = 'free'
                        or (generations.state = 'claimed' and generations.lease_until < now())
                        or (generations.dead_lettered and generations.state = 'failed'
                            and generations.replay is distinct from :replay::text and :replay::text is not null))
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
                .orElseGet(() -> holder(jobId));
    }

    private Stored holder(UUID jobId) {
        boolean byRecord = database.sql("""
                select exists (select 1 from generations where id = ? and state = 'claimed' and request is null)
                """).param(jobId).query(Boolean.class).single();
        return byRecord ? new Stored.HeldByRecord() : new Stored.Known();
    }

    /**
     * False once the database has gone back in time under this process: it was restored from a copy, in which jobs wait
     * that have ended since. Whoever restores it starts this process again when the ledger of sends knows better. To be
     * called by one thread.
     */
    boolean isOfToday() {
        long look = database.sql("select nextval('generation_looks')")
                .query(Long.class)
                .single();
        if (look <= looks) {
            return false;
        }
        looks = look;
        return true;
    }

    /**
     * Jobs that could be claimed now, the chat that has waited longest first. None of a chat whose stickers lie ready and are
     * not sent yet: Telegram takes them no faster, and they would fill what all chats of a partition wait in.
     */
    List<UUID> due(int most) {
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

    /** The sticker of a job has arrived in its chat, or never will. */
    void delivered(UUID jobId) {
        database.sql("update generations set delivered = true where id = ? and not delivered")
                .param(jobId)
                .update();
    }

    /** Empty if another was faster. Who takes over what another held notes that it has ended in the middle. */
    Optional<StoredJob> claim(UUID jobId) {
        UUID claim = UUID.randomUUID();
        return database.sql("""
                update generations
                   set state = 'claimed', claim_token = :claim, attempts = attempts + 1,
                       ends = ends + case when state = 'claimed' then 1 else 0 end,
                       lease_until = now() + :lease * interval '1 ms'
                 where id = :id and request is not null
                   and ((state = 'waiting' and due_at <= now()) or (state = 'claimed' and lease_until < now()))
                returning id, claim_token, attempts, ends, chat_id, request, record_partition, record_offset, record_time,
                          record_headers, record_own_headers, created_at
                """)
                .param("id", jobId)
                .param("claim", claim)
                .param("lease", lease.toMillis())
                .query(this::read)
                .optional();
    }

    /** False if the job is another's by now, or has ended: who held it has nothing more to say about it. */
    boolean renew(StoredJob job) {
        return database.sql("""
                update generations set lease_until = now() + :lease * interval '1 ms'
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                        .param("lease", lease.toMillis())
                        .param("id", job.id())
                        .param("claim", job.claim())
                        .update()
                == 1;
    }

    /** What worked on it has ended: to be tried again at once. */
    void ended(StoredJob job) {
        database.sql("""
                update generations
                   set state = 'waiting', ends = ends + 1, due_at = now(), claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """).param("id", job.id()).param("claim", job.claim()).update();
    }

    /** To be tried again after a delay. */
    void again(StoredJob job, Duration delay, boolean aside) {
        database.sql("""
                update generations
                   set state = 'waiting', aside = :aside, due_at = now() + :delay * interval '1 ms',
                       claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("aside", aside)
                .param("delay", delay.toMillis())
                .param("id", job.id())
                .param("claim", job.claim())
                .update();
    }

    /** Given back before its time: this was no attempt. */
    void release(StoredJob job) {
        database.sql("""
                update generations
                   set state = 'waiting', attempts = attempts - 1, claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """).param("id", job.id()).param("claim", job.claim()).update();
    }

    void done(StoredJob job) {
        end(job, "done", null);
    }

    void failed(StoredJob job, String failure) {
        end(job, "failed", failure);
    }

    /** Lies in the dead letters: a replay of it, and nothing else, is worked on anew. */
    void deadLettered(StoredJob job, String cause) {
        database.sql("""
                update generations
                   set state = 'failed', failure = :cause, request = null, claim_token = null, lease_until = null,
                       ended_at = now(), dead_lettered = true
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("cause", cause)
                .param("id", job.id())
                .param("claim", job.claim())
                .update();
    }

    /** Takes a job that waits out of the queue. */
    void cancel(UUID jobId) {
        database.sql("""
                update generations set state = 'failed', failure = 'CANCELLED', request = null, ended_at = now()
                 where id = ? and state = 'waiting'
                """).param(jobId).update();
    }

    /** The next one of a chat has waited since now: it comes after the other chats that wait already. */
    void turn(long chatId) {
        database.sql("""
                update generations set due_at = now()
                 where id = (select id from generations
                              where chat_id = ? and request is not null and not aside
                              order by place limit 1)
                   and state = 'waiting' and due_at < now()
                """).param(chatId).update();
    }

    /** The requests of a chat that have not ended, in their order. */
    List<byte[]> queue(long chatId, int most) {
        return database.sql("""
                select request from generations
                 where chat_id = ? and request is not null and not aside
                 order by place limit ?
                """)
                .params(chatId, most)
                .query((row, _) -> row.getBytes("request"))
                .list();
    }

    private void end(StoredJob job, String state, @Nullable String failure) {
        database.sql("""
                update generations set state = :state, failure = :failure, request = null, ended_at = now()
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("state", state)
                .param("failure", failure)
                .param("id", job.id())
                .param("claim", job.claim())
                .update();
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
                row.getObject("claim_token", UUID.class),
                row.getInt("attempts"),
                row.getInt("ends"),
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
