package io.stickermill.history.job;

import io.stickermill.schemas.PhotoRequested;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code jobs} and {@code job_events}. */
public class Jobs {

    private final JdbcClient database;

    Jobs(JdbcClient database) {
        this.database = database;
    }

    /** What only the request tells. Another event of the job may have come before it. */
    public void requested(PhotoRequested request) {
        database.sql("""
                insert into jobs (id, chat_id, state, user_id, session_id, style_preset_id, variant, env,
                                  requested_at, received_at)
                values (:id, :chat, 'accepted', :user, :session, :style, :variant, :env, :requested, :received)
                on conflict (id) do update
                   set user_id = excluded.user_id, session_id = excluded.session_id,
                       style_preset_id = excluded.style_preset_id, variant = excluded.variant, env = excluded.env, requested_at = excluded.requested_at,
                       received_at = least(jobs.received_at, excluded.received_at)
                """)
                .param("id", request.getJobId())
                .param("chat", request.getChatId())
                .param("user", request.getUserId())
                .param("session", request.getSessionId())
                .param("style", request.getStylePresetId())
                .param("variant", request.getVariant())
                .param("env", request.getEnv())
                .param("requested", Timestamp.from(request.getRequestedAt()))
                .param("received", Timestamp.from(request.getReceivedAt()))
                .update();
        happened(request.getJobId(), Moment.ACCEPTED, request.getReceivedAt(), null);
    }

    /**
     * Moves a job on, if the table of transitions allows it from where it is. Of one end that is told twice the earlier
     * telling stays, whichever is heard first; but for a failure (see {@link #failedAgain}).
     */
    public void becomes(UUID jobId, long chatId, JobState state, @Nullable String reason, Instant at) {
        List<String> from = Arrays.stream(JobState.values())
                .filter(before -> before.canBecome(state))
                .map(JobState::word)
                .toList();
        database.sql("""
                insert into jobs (id, chat_id, state, reason, ended_at)
                values (:id, :chat, :state, :reason, :ended)
                on conflict (id) do update
                   set state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at
                 where jobs.state in (:from)
                    or jobs.state = excluded.state and excluded.state <> 'failed' and excluded.ended_at < jobs.ended_at
                """)
                .param("id", jobId)
                .param("chat", chatId)
                .param("state", state.word())
                .param("reason", reason)
                .param("ended", state.isEnd() ? Timestamp.from(at) : null)
                .param("from", from)
                .update();
    }

    /** It has failed once more: a replay of it, for another reason, perhaps. The newest counts. */
    public void failedAgain(UUID jobId, String reason, Instant at) {
        database.sql("update jobs set reason = ?, ended_at = ? where id = ? and state = 'failed' and ended_at < ?")
                .params(reason, Timestamp.from(at), jobId, Timestamp.from(at))
                .update();
    }

    /** Notes that a dead letter of the job was replayed. Of several times the last stays. */
    public void replayed(UUID jobId, Instant replayedAt) {
        database.sql("""
                insert into job_events (job_id, moment, at) values (:job, :moment, :at)
                on conflict (job_id, moment) do update set at = excluded.at where excluded.at > job_events.at
                """)
                .param("job", jobId)
                .param("moment", Moment.REPLAYED.word())
                .param("at", Timestamp.from(replayedAt))
                .update();
    }

    /**
     * Notes a moment of the timeline. Of several tellings (work that was redone) the earliest stays; but those since the
     * last replay come in the place of those before it.
     */
    public void happened(UUID jobId, Moment moment, Instant at, @Nullable Long workMillis) {
        database.sql("""
                insert into job_events (job_id, moment, at, work_ms) values (:job, :moment, :at, :work)
                on conflict (job_id, moment) do update set at = excluded.at, work_ms = excluded.work_ms
                 where case when excluded.at < job_events.at
                            then not exists (select 1 from job_events r where r.job_id = :job and r.moment = 'replayed'
                                                and r.at between excluded.at and job_events.at)
                            else exists (select 1 from job_events r where r.job_id = :job and r.moment = 'replayed'
                                            and r.at between job_events.at and excluded.at) end
                """)
                .param("job", jobId)
                .param("moment", moment.word())
                .param("at", Timestamp.from(at))
                .param("work", workMillis)
                .update();
    }

    Optional<Job> find(UUID jobId) {
        return database.sql("""
                select id, chat_id, state, reason, user_id, session_id, requested_at, received_at, ended_at
                  from jobs where id = ?
                """)
                .param(jobId)
                .query((row, _) -> new Job(
                        row.getObject("id", UUID.class),
                        JobState.of(row.getString("state")),
                        row.getString("reason"),
                        row.getObject("user_id", UUID.class),
                        row.getObject("session_id", UUID.class),
                        instant(row.getTimestamp("requested_at")),
                        instant(row.getTimestamp("received_at")),
                        instant(row.getTimestamp("ended_at"))))
                .optional();
    }

    /**
     * One more send of the job's sticker has an outcome that nobody knows.
     *
     * @param number counted from 1
     */
    public void sendUnknown(UUID jobId, int number, Instant at) {
        database.sql("""
                insert into unknown_sends (job_id, number, at) values (?, ?, ?) on conflict (job_id, number) do nothing
                """).params(jobId, number, Timestamp.from(at)).update();
    }

    List<Instant> unknownSends(UUID jobId) {
        return database.sql("select at from unknown_sends where job_id = ? order by number")
                .param(jobId)
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .list();
    }

    Map<Moment, Happened> timeline(UUID jobId) {
        Map<Moment, Happened> timeline = new TreeMap<>();
        database.sql("select moment, at, work_ms from job_events where job_id = ?")
                .param(jobId)
                .query(row -> {
                    timeline.put(
                            Moment.of(row.getString("moment")),
                            new Happened(row.getTimestamp("at").toInstant(), row.getObject("work_ms", Long.class)));
                });
        return timeline;
    }

    /** How many jobs are in each state, of those that have not ended, and since when the oldest waits. */
    QueueStats queueStats() {
        return database.sql("""
                select count(*) filter (where state = 'accepted') as accepted,
                       count(*) filter (where state = 'generating') as generating,
                       min(received_at) as oldest
                  from jobs where state in ('accepted', 'generating')
                """)
                .query((row, _) -> new QueueStats(
                        row.getLong("accepted"), row.getLong("generating"), instant(row.getTimestamp("oldest"))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A job as its row tells it; what its request tells is null until that has come. */
    record Job(
            UUID id,
            JobState state,
            @Nullable String reason,
            @Nullable UUID userId,
            @Nullable UUID sessionId,
            @Nullable Instant requestedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant endedAt) {}

    record Happened(Instant at, @Nullable Long workMillis) {}

    record QueueStats(
            long accepted, long generating, @Nullable Instant oldestReceivedAt) {}
}
