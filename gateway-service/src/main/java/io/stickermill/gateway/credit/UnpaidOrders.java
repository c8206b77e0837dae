package io.stickermill.gateway.credit;

import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoSource;
import io.stickermill.schemas.StickerMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What people ordered and have not paid, in the table {@code unpaid_orders}: it goes on when they have bought credits, or have said
 * that they want it at its price.
 */
public final class UnpaidOrders {

    private final JdbcClient database;
    private final Duration patience;

    /** @param patience how long an order waits for that */
    UnpaidOrders(JdbcClient database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /**
     * An order that waits.
     *
     * @param env the environment that its session belongs to, for a photo that opens one; null for what is asked for in one
     */
    public record Unpaid(PhotoRequest request, @Nullable String env) {}

    /**
     * Keeps an order; asked for again, from then on. What a program orders it orders again itself, and has its photo.
     *
     * @param agreed whether only credits are lacking; once it is so, it stays so
     */
    public void keep(PhotoRequest asked, @Nullable String env, boolean agreed) {
        if (asked.isOfProgram() || asked.part() != null) {
            return;
        }
        database.sql("""
                insert into unpaid_orders (job_id, env, session_id, user_id, telegram_user_id, chat_id, message_id,
                                           photo_file_id, photo_storage_key, media_group_id, user_input, style, outline,
                                           sticker_text, mode, variant, requested_at, agreed)
                values (:job, :env, :session, :user, :telegram_user, :chat, :message, :file, :key, :album, :input, :style,
                        :outline, :text, :mode, :variant, :requested, :agreed)
                on conflict (job_id) do update set created_at = now(), agreed = unpaid_orders.agreed or excluded.agreed
                """)
                .param("job", asked.jobId())
                .param("env", env)
                .param("session", asked.sessionId())
                .param("user", asked.asker().userId())
                .param("telegram_user", asked.asker().telegramUserId())
                .param("chat", asked.asker().chatId())
                .param("message", asked.messageId())
                .param("file", asked.source().fileId())
                .param("key", asked.source().storageKey())
                .param("album", asked.albumId())
                .param("input", asked.userInput())
                .param("style", asked.options().style())
                .param("outline", asked.options().outline())
                .param("text", asked.options().text())
                .param("mode", asked.options().mode().name())
                .param("variant", asked.variant())
                .param("requested", Timestamp.from(asked.requestedAt()))
                .param("agreed", agreed)
                .update();
    }

    /** Whether somebody has said that they want an order at its price. */
    boolean isAgreed(UUID jobId) {
        return database.sql("select exists (select from unpaid_orders where job_id = ? and agreed)")
                .param(jobId)
                .query(Boolean.class)
                .single();
    }

    /** Notes that. Empty if the order is not theirs, waits no more, or never did. */
    public Optional<Unpaid> agree(UUID jobId, UUID userId) {
        return database.sql("""
                update unpaid_orders set agreed = true
                 where job_id = ? and user_id = ? and created_at > now() - make_interval(secs => ?) returning *
                """)
                .params(jobId, userId, patience.toSeconds())
                .query(UnpaidOrders::read)
                .optional();
    }

    /** An order that is not wanted at its price is forgotten. False if it is not theirs, or waits for no such word. */
    public boolean decline(UUID jobId, UUID userId) {
        return database.sql("delete from unpaid_orders where job_id = ? and user_id = ? and not agreed")
                        .params(jobId, userId)
                        .update()
                == 1;
    }

    /** What of a person only waits for credits, the oldest first. */
    public List<Unpaid> of(UUID userId) {
        return database.sql("""
                select * from unpaid_orders
                 where agreed and user_id = ? and created_at > now() - make_interval(secs => ?) order by created_at, job_id
                """)
                .params(userId, patience.toSeconds())
                .query(UnpaidOrders::read)
                .list();
    }

    /** People who have got credits since they could not pay something that still waits. */
    public List<UUID> ofThoseWithNewCredits() {
        return database.sql("""
                select distinct u.user_id from unpaid_orders u
                 where u.agreed and u.created_at > now() - make_interval(secs => ?)
                   and exists (select from credit_transfers t
                                where t.user_id = u.user_id and t.target = 'FREE' and t.kind <> 'RELEASE' and t.at > u.created_at)
                """)
                .param(patience.toSeconds())
                .query((row, _) -> row.getObject("user_id", UUID.class))
                .list();
    }

    public void remove(UUID jobId) {
        database.sql("delete from unpaid_orders where job_id = ?").param(jobId).update();
    }

    private static Unpaid read(ResultSet row, int number) throws SQLException {
        var request = new PhotoRequest(
                row.getObject("job_id", UUID.class),
                row.getObject("session_id", UUID.class),
                new Asker(
                        row.getObject("user_id", UUID.class), row.getLong("telegram_user_id"), row.getLong("chat_id")),
                PhotoSource.of(row.getString("photo_file_id"), row.getString("photo_storage_key"), null),
                row.getObject("message_id", Integer.class),
                row.getString("media_group_id"),
                row.getString("user_input"),
                new AskedOptions(
                        row.getString("style"),
                        row.getBoolean("outline"),
                        row.getString("sticker_text"),
                        StickerMode.valueOf(row.getString("mode"))),
                row.getInt("variant"),
                null,
                row.getTimestamp("requested_at").toInstant());
        return new Unpaid(request, row.getString("env"));
    }
}
