package io.stickermill.generation.remote;

import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.schemas.PhotoRequested;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code remote_generations}. */
final class RemoteRows {

    private static final String SELECT = """
            select id, job_id, number, provider, model, status, token, task_id, asset_key, why, detail, looks, created_at
              from remote_generations
            """;

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

    /** The picture of an earlier order of the same. */
    Optional<String> assetOf(String orderKey) {
        return database.sql("""
                select asset_key from remote_generations where order_key = ? and status = 'succeeded'
                 order by created_at desc limit 1
                """).param(orderKey).query(String.class).optional();
    }

    /** Writes down that a picture is about to be ordered. */
    RemoteRow intend(PhotoRequested request, int number, String orderKey, RemoteModel model, String prompt) {
        database.sql("""
                insert into remote_generations (id, job_id, number, order_key, user_id, chat_id, session_id, style, provider, model,
                                                prompt, price, status, token)
                values (:id, :job, :number, :order, :user, :chat, :session, :style, :provider, :model, :prompt, :price, 'intended',
                        :token)
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
                .update();
        return last(request.getJobId()).orElseThrow();
    }

    void running(RemoteRow row, String taskId) {
        database.sql("update remote_generations set status = 'running', task_id = ? where id = ? and ended_at is null")
                .params(taskId, row.id())
                .update();
    }

    void unknown(RemoteRow row, String detail) {
        database.sql("update remote_generations set status = 'unknown', detail = ? where id = ? and ended_at is null")
                .params(detail, row.id())
                .update();
    }

    void looked(RemoteRow row) {
        database.sql("update remote_generations set looks = looks + 1 where id = ?")
                .param(row.id())
                .update();
    }

    void succeeded(RemoteRow row, String assetKey) {
        database.sql("""
                update remote_generations set status = 'succeeded', asset_key = ?, ended_at = now()
                 where id = ? and ended_at is null
                """).params(assetKey, row.id()).update();
    }

    void failed(RemoteRow row, Refusal refusal) {
        database.sql("""
                update remote_generations set status = 'failed', why = ?, detail = ?, ended_at = now()
                 where id = ? and ended_at is null
                """)
                .params(refusal.why().name(), refusal.detail(), row.id())
                .update();
    }

    /** Nobody waits for it any more. Gives those that the provider may still work on. */
    List<RemoteRow> cancel(UUID jobId) {
        List<RemoteRow> open = database.sql(SELECT + "where job_id = ? and ended_at is null")
                .param(jobId)
                .query(RemoteRows::read)
                .list();
        database.sql("""
                update remote_generations set status = 'cancelled', ended_at = now() where job_id = ? and ended_at is null
                """).param(jobId).update();
        return open;
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

    /** What the pictures of today cost, or may have. */
    BigDecimal spentToday() {
        return database.sql("""
                select coalesce(sum(price), 0) from remote_generations
                 where created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
                   and (status <> 'failed' or task_id is not null
                        or why not in ('INPUT', 'MODEL', 'KEY', 'CREDIT', 'BUSY', 'AWAY'))
                """).query(BigDecimal.class).single();
    }

    private static RemoteRow read(ResultSet row, int number) throws SQLException {
        String why = row.getString("why");
        return new RemoteRow(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getInt("number"),
                row.getString("provider"),
                row.getString("model"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("token", UUID.class),
                row.getString("task_id"),
                row.getString("asset_key"),
                why(why),
                row.getString("detail"),
                row.getInt("looks"),
                Objects.requireNonNull(row.getTimestamp("created_at")).toInstant());
    }

    private static Refusal.@Nullable Why why(@Nullable String name) {
        return name == null ? null : Refusal.Why.valueOf(name);
    }
}
