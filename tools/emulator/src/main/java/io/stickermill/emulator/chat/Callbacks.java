package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Taps on buttons, and the bot's answers to them. */
public record Callbacks(Database database, Signal answered) {
    /** As long as Telegram keeps the query for the bot. */
    private static final Duration ANSWERABLE = Duration.ofSeconds(150);

    /** Notes a tap, which the bot may answer from now on. */
    public static void ask(Sql sql, String id, long nowMillis) throws SQLException {
        sql.update("INSERT INTO callbacks (callback_query_id, asked_millis) VALUES (?, ?)", id, nowMillis);
    }

    /** @throws Refusal if there is no such query, it is too old, or was answered before */
    public void answer(String id, String text, boolean showAlert, long nowMillis) {
        int taken = database.transact(sql -> sql.update("""
                UPDATE callbacks SET answered = TRUE, text = ?, show_alert = ?
                WHERE callback_query_id = ? AND NOT answered AND asked_millis > ?
                """, text, showAlert, id, nowMillis - ANSWERABLE.toMillis()));
        if (taken == 0) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        answered.raise();
    }

    /** The query as it is as soon as it is answered, or when the time is up. */
    public Optional<ObjectNode> await(String id, Duration wait) {
        return answered.await(
                        wait,
                        () -> find(id).filter(query -> query.get("answered").asBoolean()))
                .or(() -> find(id));
    }

    Optional<ObjectNode> find(String id) {
        return database.transact(sql -> sql.first(
                "SELECT answered, text, show_alert FROM callbacks WHERE callback_query_id = ?",
                row -> Json.object()
                        .put("callback_query_id", id)
                        .put("answered", row.getBoolean(1))
                        .put("text", row.getString(2))
                        .put("show_alert", row.getBoolean(3)),
                id));
    }
}
