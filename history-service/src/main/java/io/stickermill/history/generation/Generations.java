package io.stickermill.history.generation;

import io.stickermill.history.page.Paging;
import io.stickermill.schemas.RemoteGenerationChanged;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code generations}. */
public class Generations {

    private static final String SELECT = """
            select id, job_id, number, user_id, chat_id, session_id, kind, style, provider, model, prompt, price, status, paid,
                   reason, detail, asset_key, preview_key, thumbnail_key, env, created_at, started_at, made_at, ended_at
              from generations
            """;

    private static final String PAGE = """
            (created_at, id) < (:created, :id)
             order by created_at desc, id desc
             limit :limit
            """;

    private final JdbcClient database;

    Generations(JdbcClient database) {
        this.database = database;
    }

    /** Which are listed. */
    enum Which {
        ALL("true"),
        /** On their way. */
        OPEN("status in ('intended', 'running', 'unknown')"),
        /** Without a picture. */
        FAILED("status in ('failed', 'cancelled')");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }
    }

    /** Keeps what an event tells of a generation, unless a younger one has told of it. Of a status that is not known here, nothing. */
    public void changed(RemoteGenerationChanged event) {
        GenerationStatus.of(event.getStatus()).ifPresent(status -> keep(event, status));
    }

    private void keep(RemoteGenerationChanged event, GenerationStatus status) {
        database.sql("""
                insert into generations (id, job_id, number, user_id, chat_id, session_id, kind, style, provider, model, prompt,
                                         price, status, paid, reason, detail, asset_key, preview_key, thumbnail_key, env,
                                         created_at, started_at, made_at, ended_at, changed_at)
                values (:id, :job, :number, :user, :chat, :session, :kind, :style, :provider, :model, :prompt, :price, :status,
                        :paid, :reason, :detail, :asset, :preview, :thumbnail, :env, :created, :started, :made, :ended, :changed)
                on conflict (id) do update
                   set status = excluded.status, kind = excluded.kind, paid = excluded.paid, reason = excluded.reason, detail = excluded.detail,
                       asset_key = excluded.asset_key, preview_key = excluded.preview_key,
                       thumbnail_key = excluded.thumbnail_key, started_at = excluded.started_at, made_at = excluded.made_at,
                       ended_at = excluded.ended_at, changed_at = excluded.changed_at
                 where excluded.changed_at >= generations.changed_at
                """)
                .param("id", event.getGenerationId())
                .param("job", event.getJobId())
                .param("number", event.getNumber())
                .param("user", event.getUserId())
                .param("chat", event.getChatId())
                .param("session", event.getSessionId())
                .param("kind", event.getKind())
                .param("style", event.getStyle())
                .param("provider", event.getProvider())
                .param("model", event.getModel())
                .param("prompt", event.getPrompt())
                .param("price", new BigDecimal(event.getPrice()))
                .param("status", status.word())
                .param("paid", event.getPaid())
                .param("reason", event.getReason())
                .param("detail", event.getDetail())
                .param("asset", event.getAssetKey())
                .param("preview", event.getPreviewKey())
                .param("thumbnail", event.getThumbnailKey())
                .param("env", event.getEnv())
                .param("created", Timestamp.from(event.getCreatedAt()))
                .param("started", timestamp(event.getStartedAt()))
                .param("made", timestamp(event.getMadeAt()))
                .param("ended", timestamp(event.getEndedAt()))
                .param("changed", Timestamp.from(event.getChangedAt()))
                .update();
    }

    public Optional<Generation> find(UUID id) {
        return database.sql(SELECT + "where id = ?")
                .param(id)
                .query(Generations::read)
                .optional();
    }

    List<Generation> all(Which which, Paging paging) {
        return page(database.sql(SELECT + "where " + which.condition + " and " + PAGE), paging);
    }

    List<Generation> ofUser(UUID userId, Paging paging) {
        return page(database.sql(SELECT + "where user_id = :user and " + PAGE).param("user", userId), paging);
    }

    /** In the order of their numbers. */
    List<Generation> ofJob(UUID jobId) {
        return database.sql(SELECT + "where job_id = ? order by number")
                .param(jobId)
                .query(Generations::read)
                .list();
    }

    /**
     * What a provider did on a day.
     *
     * @param cost US dollars that it charges, or may
     */
    record Day(
            LocalDate day, String provider, long orders, long succeeded, long failed, long unknown, BigDecimal cost) {}

    /** Days are UTC's, newest first. */
    List<Day> days(LocalDate from, LocalDate to) {
        return database.sql("""
                select (created_at at time zone 'utc')::date as day, provider, count(*) as orders,
                       count(*) filter (where status = 'succeeded') as succeeded,
                       count(*) filter (where status in ('failed', 'cancelled')) as failed,
                       count(*) filter (where status = 'unknown' or reason = 'LOST') as unknown,
                       coalesce(sum(price) filter (where paid), 0) as cost
                  from generations
                 where created_at >= (cast(? as date)::timestamp at time zone 'utc')
                   and created_at < (cast(? as date)::timestamp at time zone 'utc')
                 group by 1, 2 order by 1 desc, 2
                """)
                .params(from, to.plusDays(1))
                .query((row, _) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getString("provider"),
                        row.getLong("orders"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("unknown"),
                        row.getBigDecimal("cost")))
                .list();
    }

    private List<Generation> page(JdbcClient.StatementSpec statement, Paging paging) {
        return statement
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query(Generations::read)
                .list();
    }

    private static Generation read(ResultSet row, int number) throws SQLException {
        return new Generation(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getInt("number"),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getObject("session_id", UUID.class),
                row.getString("kind"),
                row.getString("style"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("prompt"),
                row.getBigDecimal("price"),
                GenerationStatus.of(row.getString("status")),
                row.getBoolean("paid"),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("asset_key"),
                row.getString("preview_key"),
                row.getString("thumbnail_key"),
                row.getString("env"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "made_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
