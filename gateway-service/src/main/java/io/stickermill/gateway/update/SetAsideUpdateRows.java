package io.stickermill.gateway.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.telegram.RawUpdate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code set_aside_updates}. */
final class SetAsideUpdateRows implements SetAsideUpdates {

    private static final int LONGEST_CAUSE = 500;

    private final JdbcClient database;
    private final long botId;

    SetAsideUpdateRows(JdbcClient database, long botId) {
        this.database = database;
        this.botId = botId;
    }

    @Override
    public void keep(RawUpdate update, Reason reason, String cause) {
        database.sql("""
                insert into set_aside_updates (id, bot_id, update_id, body, reason, cause, set_aside_at)
                values (:id, :bot, :update, :body, :reason, :cause, now())
                on conflict (id) do update
                   set set_aside_at = coalesce(set_aside_updates.set_aside_at, now()), last_at = now()
                """)
                .param("id", id(update))
                .param("bot", botId)
                .param("update", number(update))
                .param("body", update.json().getBytes(UTF_8))
                .param("reason", reason.name())
                .param("cause", shortened(cause))
                .update();
    }

    @Override
    public int failed(RawUpdate update, String cause) {
        return database.sql("""
                insert into set_aside_updates (id, bot_id, update_id, body, reason, cause)
                values (:id, :bot, :update, :body, 'FAILING', :cause)
                on conflict (id) do update
                   set attempts = set_aside_updates.attempts + 1, cause = excluded.cause, last_at = now()
                returning attempts
                """)
                .param("id", id(update))
                .param("bot", botId)
                .param("update", number(update))
                .param("body", update.json().getBytes(UTF_8))
                .param("cause", shortened(cause))
                .query(Integer.class)
                .single();
    }

    @Override
    public List<SetAside> waiting(int most) {
        return database.sql("""
                select id, update_id, reason, cause, attempts, set_aside_at, body from set_aside_updates
                 where bot_id = ? and set_aside_at is not null and replayed_at is null
                 order by set_aside_at desc limit ?
                """)
                .params(botId, most)
                .query(SetAsideUpdateRows::read)
                .list();
    }

    @Override
    public Optional<SetAside> find(UUID id) {
        return database.sql("""
                select id, update_id, reason, cause, attempts, set_aside_at, body from set_aside_updates
                 where id = ? and bot_id = ? and set_aside_at is not null
                """)
                .params(id, botId)
                .query(SetAsideUpdateRows::read)
                .optional();
    }

    @Override
    public void replayed(UUID id) {
        database.sql("update set_aside_updates set replayed_at = now() where id = ?")
                .param(id)
                .update();
    }

    /** Of its bytes, since Telegram's ids begin anew after an idle week. */
    private UUID id(RawUpdate update) {
        return UUID.nameUUIDFromBytes((botId + "/" + update.json()).getBytes(UTF_8));
    }

    private static @Nullable Long number(RawUpdate update) {
        return update.id().isPresent() ? update.id().getAsLong() : null;
    }

    /** A cause may quote its input, and the table takes no U+0000. */
    private static String shortened(String cause) {
        return cause.replace('\u0000', '?').substring(0, Math.min(cause.length(), LONGEST_CAUSE));
    }

    private static SetAside read(ResultSet row, int number) throws SQLException {
        return new SetAside(
                row.getObject("id", UUID.class),
                row.getObject("update_id", Long.class),
                Reason.valueOf(row.getString("reason")),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getTimestamp("set_aside_at").toInstant(),
                new String(row.getBytes("body"), UTF_8));
    }
}
