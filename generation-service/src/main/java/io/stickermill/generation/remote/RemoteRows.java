package io.stickermill.generation.remote;

import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.generation.remote.RemotePictures.Asset;
import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.RemoteGenerationChanged;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code remote_generations}. A status changes only as {@link Status} allows; each change is to be told. */
final class RemoteRows {

    private static final String SELECT = """
            select id, job_id, number, user_id, chat_id, session_id, style, provider, model, prompt, price, status, paid, token,
                   task_id, input_key, asset_key, kind, preview_key, thumbnail_key, why, detail, looks, env, created_at, started_at,
                   made_at, ended_at, changed_at, extract(epoch from now() - created_at) as age
              from remote_generations
            """;

    private static final RetryTemplate WHILE_THE_DATABASE_IS_AWAY = new RetryTemplate(RetryPolicy.builder()
            .delay(Duration.ofMillis(500))
            .maxRetries(Long.MAX_VALUE)
            .timeout(Duration.ofMinutes(1))
            .build());

    private final JdbcClient database;

    RemoteRows(JdbcClient database) {
        this.database = database;
    }

    /** The last try of a job. */
    Optional<RemoteRow> last(UUID jobId) {
        return database.sql(SELECT + "where job_id = ? order by number desc limit 1")
                .param(jobId)
                .query(RemoteRows::read)
                .optional();
    }

    Optional<RemoteRow> byToken(UUID token) {
        return database.sql(SELECT + "where token = ?")
                .param(token)
                .query(RemoteRows::read)
                .optional();
    }

    Optional<RemoteRow> byId(UUID id) {
        return database.sql(SELECT + "where id = ?")
                .param(id)
                .query(RemoteRows::read)
                .optional();
    }

    /** An earlier order of the same whose picture is there; none that can't be drawn. */
    Optional<RemoteRow> madeOf(String orderKey) {
        return database.sql(SELECT + """
                 where order_key = ? and status = 'succeeded' and preview_key is distinct from ''
                 order by created_at desc limit 1
                """)
                .param(orderKey)
                .query(RemoteRows::read)
                .optional();
    }

    /** Whether the same is being made for another job. */
    boolean isOrderedElsewhere(String orderKey, UUID jobId, Duration longest) {
        return database.sql("""
                select exists (select from remote_generations
                                where order_key = ? and job_id <> ? and ended_at is null
                                  and created_at > now() - make_interval(secs => ?))
                """)
                .params(orderKey, jobId, longest.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** One at a time, of all instances, looks what is allowed and orders. Until the transaction ends. */
    void lockOrders() {
        database.sql("select pg_advisory_xact_lock(hashtext('remote_generations'))")
                .query((_, _) -> 0)
                .list();
    }

    /** Jobs that have ended while their order was open. */
    List<UUID> openOfEndedJobs(int most) {
        return database.sql("""
                select r.job_id from remote_generations r join generations g on g.id = r.job_id
                 where r.ended_at is null and g.ended_at is not null and g.ended_at < now() - interval '1 minute'
                 limit ?
                """)
                .param(most)
                .query((row, _) -> Objects.requireNonNull(row.getObject("job_id", UUID.class)))
                .list();
    }

    /** Writes down that a picture is about to be ordered. */
    RemoteRow intend(PhotoRequested request, int number, String orderKey, RemoteModel model, String prompt) {
        database.sql("""
                insert into remote_generations (id, job_id, number, order_key, user_id, chat_id, session_id, style, provider, model,
                                                prompt, price, status, token, env)
                values (:id, :job, :number, :order, :user, :chat, :session, :style, :provider, :model, :prompt, :price, 'intended',
                        :token, :env)
                """)
                .param("id", UUID.randomUUID())
                .param("job", request.getJobId())
                .param("number", number)
                .param("order", orderKey)
                .param("user", request.getUserId())
                .param("chat", request.getChatId())
                .param("session", request.getSessionId())
                .param("style", request.getStylePresetId())
                .param("provider", model.provider())
                .param("model", model.model())
                .param("prompt", prompt)
                .param("price", model.price())
                .param("token", UUID.randomUUID())
                .param("env", request.getEnv())
                .update();
        return last(request.getJobId()).orElseThrow();
    }

    /** Writes down anew what was told of an order. Without its provider's id it can't be looked at: what was open is unknown. */
    void recall(RemoteGenerationChanged told, String orderKey) {
        Status status = switch (told.getStatus()) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case CANCELLED -> Status.CANCELLED;
            case INTENDED, RUNNING, LOST_SIGHT, UNKNOWN -> Status.UNKNOWN;
        };
        Instant ended = told.getEndedAt() == null ? told.getChangedAt() : told.getEndedAt();
        database.sql("""
                insert into remote_generations (id, job_id, number, order_key, user_id, chat_id, session_id, style, provider, model,
                                                prompt, price, status, token, kind, asset_key, preview_key, thumbnail_key, why,
                                                detail, env, created_at, started_at, made_at, ended_at, changed_at, told)
                values (:id, :job, :number, :order, :user, :chat, :session, :style, :provider, :model, :prompt, :price, :status,
                        :token, :kind, :asset, :preview, :thumbnail, :why, :detail, :env, :created, :started, :made, :ended,
                        :changed, true)
                on conflict do nothing
                """)
                .param("id", told.getGenerationId())
                .param("job", told.getJobId())
                .param("number", told.getNumber())
                .param("order", orderKey)
                .param("user", told.getUserId())
                .param("chat", told.getChatId())
                .param("session", told.getSessionId())
                .param("style", told.getStyle())
                .param("provider", told.getProvider())
                .param("model", told.getModel())
                .param("prompt", told.getPrompt())
                .param("price", new BigDecimal(told.getPrice()))
                .param("status", status.word())
                .param("token", UUID.randomUUID())
                .param("kind", told.getKind())
                .param("asset", status == Status.SUCCEEDED ? told.getAssetKey() : null)
                .param("preview", told.getPreviewKey())
                .param("thumbnail", told.getThumbnailKey())
                .param("why", told.getReason())
                .param("detail", told.getDetail())
                .param("env", told.getEnv())
                .param("created", Timestamp.from(told.getCreatedAt()))
                .param("started", timestamp(told.getStartedAt()))
                .param("made", timestamp(told.getMadeAt()))
                .param("ended", status.isOver() ? Timestamp.from(ended) : null)
                .param("changed", Timestamp.from(told.getChangedAt()))
                .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** The provider fetches the photo from there. */
    void handsOver(RemoteRow row, String inputKey) {
        database.sql("update remote_generations set input_key = ? where id = ?")
                .params(inputKey, row.id())
                .update();
    }

    /**
     * The provider has taken it. Its id is worth a minute of waiting for the database: without it what is paid is lost.
     *
     * @return false if nobody wants it any more; its id is kept all the same
     */
    boolean running(RemoteRow row, String taskId) {
        return WHILE_THE_DATABASE_IS_AWAY.<Boolean>invoke(() -> {
            boolean runs = become(Status.RUNNING, row, "task_id = :task", Map.of("task", taskId));
            if (!runs) {
                database.sql("update remote_generations set task_id = ?, told = false where id = ? and task_id is null")
                        .params(taskId, row.id())
                        .update();
            }
            return runs;
        });
    }

    void unknown(RemoteRow row, String detail) {
        become(Status.UNKNOWN, row, "detail = :detail", Map.of("detail", Refusal.scrubbed(detail)));
    }

    /** @param made when it was seen to be made */
    void succeeded(RemoteRow row, Asset asset, Instant made) {
        WHILE_THE_DATABASE_IS_AWAY.<Boolean>invoke(() -> become(
                Status.SUCCEEDED,
                row,
                """
                asset_key = :asset, kind = :kind, made_at = :made, started_at = coalesce(started_at, created_at), ended_at = now()""",
                Map.of("asset", asset.key(), "kind", asset.kind(), "made", Timestamp.from(made))));
    }

    void failed(RemoteRow row, Refusal refusal) {
        become(
                Status.FAILED,
                row,
                "why = :why, detail = :detail, ended_at = now()",
                Map.of("why", refusal.why().name(), "detail", refusal.detail()));
    }

    /** It is given up, while its provider may still work on it. */
    void givenUp(RemoteRow row, Refusal refusal) {
        become(
                Status.FAILED,
                row,
                "why = :why, detail = :detail, ended_at = now(), to_stop = true",
                Map.of("why", refusal.why().name(), "detail", refusal.detail()));
    }

    /** Its provider has been told that nobody wants it any more. */
    void stopped(RemoteRow row) {
        database.sql("update remote_generations set to_stop = false where id = ?")
                .param(row.id())
                .update();
    }

    /** Those that have ended while their provider worked on them, and whose provider does not know it yet. */
    List<RemoteRow> toStop(int most) {
        return database.sql(SELECT + """
                where to_stop and task_id is not null and ended_at between now() - interval '1 hour' and now() - interval '10 s'
                order by ended_at limit ?
                """).param(most).query(RemoteRows::read).list();
    }

    private boolean become(Status next, RemoteRow row, String what, Map<String, Object> values) {
        return database.sql("""
                        update remote_generations set status = :next, changed_at = clock_timestamp(), told = false, %s
                 where id = :id and status in (:before)
                """.formatted(what))
                        .param("next", next.word())
                        .param("id", row.id())
                        .param("before", next.before())
                        .params(values)
                        .update()
                == 1;
    }

    /** What had come to no picture has one after all. */
    void found(RemoteRow row, Asset asset) {
        database.sql("""
                update remote_generations
                   set status = 'succeeded', asset_key = :asset, kind = :kind, made_at = coalesce(made_at, now()), ended_at = now(), why = null,
                       started_at = coalesce(started_at, created_at), changed_at = clock_timestamp(), told = false
                 where id = :id
                """)
                .param("asset", asset.key())
                .param("kind", asset.kind())
                .param("id", row.id())
                .update();
    }

    /**
     * It was looked at.
     *
     * @param place in the provider's queue; null if it is known to be out of it
     * @param queued whether it may wait there still
     */
    void looked(RemoteRow row, @Nullable Integer place, boolean queued) {
        database.sql("""
                update remote_generations
                   set looks = looks + 1, place = :place,
                       told = told and (:queued or started_at is not null),
                       changed_at = case when :queued or started_at is not null then changed_at else clock_timestamp() end,
                       started_at = case when :queued then started_at else coalesce(started_at, now()) end
                 where id = :id
                """)
                .param("place", place)
                .param("queued", queued)
                .param("id", row.id())
                .update();
    }

    /** Nobody waits for it any more. Gives those that the provider may still work on. */
    List<RemoteRow> cancel(UUID jobId) {
        List<RemoteRow> open = database.sql(SELECT + "where job_id = ? and ended_at is null")
                .param(jobId)
                .query(RemoteRows::read)
                .list();
        open.forEach(row -> become(Status.CANCELLED, row, "ended_at = now(), to_stop = true", Map.of()));
        // Its id may have come between the two.
        return open.stream().map(row -> byId(row.id()).orElse(row)).toList();
    }

    /** @param longest that one can be in work: what is older has lost its job */
    int open(String provider, Duration longest) {
        return database.sql("""
                select count(*) from remote_generations
                 where provider = ? and ended_at is null and created_at > now() - make_interval(secs => ?)
                """)
                .params(provider, longest.toSeconds())
                .query(Integer.class)
                .single();
    }

    int openOf(UUID userId, Duration longest) {
        return database.sql("""
                select count(*) from remote_generations
                 where user_id = ? and ended_at is null and created_at > now() - make_interval(secs => ?)
                """)
                .params(userId, longest.toSeconds())
                .query(Integer.class)
                .single();
    }

    /** What the pictures of today cost, or may have. */
    BigDecimal spentToday() {
        return database.sql("""
                select coalesce(sum(price), 0) from remote_generations
                 where created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc' and paid
                """).query(BigDecimal.class).single();
    }

    BigDecimal spentTodayBy(UUID userId) {
        return database.sql("""
                select coalesce(sum(price), 0) from remote_generations
                 where user_id = ? and created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc' and paid
                """).param(userId).query(BigDecimal.class).single();
    }

    /** Those that have changed since they were told, the oldest change first. */
    List<RemoteRow> untold(int most) {
        return database.sql(SELECT + "where not told order by changed_at limit ?")
                .param(most)
                .query(RemoteRows::read)
                .list();
    }

    /** It was told as it stands in the row that was read; what has changed since is told later. */
    void told(RemoteRow row) {
        database.sql("update remote_generations set told = true where id = ? and changed_at = ?")
                .params(row.id(), Timestamp.from(row.changedAt()))
                .update();
    }

    /** Those with a picture that has no preview yet, the oldest first. */
    List<RemoteRow> withoutPreview(int most) {
        return database.sql(SELECT + "where status = 'succeeded' and preview_key is null order by ended_at limit ?")
                .param(most)
                .query(RemoteRows::read)
                .list();
    }

    /** Keys of previews of a picture that can't be drawn are empty. */
    void previews(RemoteRow row, String previewKey, String thumbnailKey) {
        database.sql("""
                update remote_generations
                   set preview_key = ?, thumbnail_key = ?, changed_at = clock_timestamp(), told = false where id = ?
                """).params(previewKey, thumbnailKey, row.id()).update();
    }

    /** Rows by their time, the oldest first: of those since a time, what comes after one. */
    List<RemoteRow> since(Instant since, @Nullable RemoteRow after, int most) {
        return database.sql(SELECT + """
                where created_at >= :since and (created_at, id) > (:at, :id) order by created_at, id limit :most
                """)
                .param("since", Timestamp.from(since))
                .param("at", Timestamp.from(after == null ? Instant.EPOCH : after.createdAt()))
                .param("id", after == null ? new UUID(0, 0) : after.id())
                .param("most", most)
                .query(RemoteRows::read)
                .list();
    }

    private static RemoteRow read(ResultSet row, int number) throws SQLException {
        String why = row.getString("why");
        return new RemoteRow(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getInt("number"),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getObject("session_id", UUID.class),
                row.getString("style"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("prompt"),
                row.getBigDecimal("price"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getBoolean("paid"),
                row.getObject("token", UUID.class),
                row.getString("task_id"),
                row.getString("input_key"),
                row.getString("asset_key"),
                row.getString("kind"),
                row.getString("preview_key"),
                row.getString("thumbnail_key"),
                why == null ? null : Refusal.Why.valueOf(why),
                row.getString("detail"),
                row.getInt("looks"),
                row.getString("env"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "started_at"),
                instant(row, "made_at"),
                instant(row, "ended_at"),
                Objects.requireNonNull(instant(row, "changed_at")),
                Duration.ofMillis((long) (1000 * row.getDouble("age"))));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
