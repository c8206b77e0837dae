package io.stickermill.emulator.inline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.message.RateLimits;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Inline queries, and the bot's answers to them. */
public record InlineQueries(Database database, RateLimits limits, Signal answered) {

    /**
     * A query.
     *
     * @param answer as the bot gave it; null until then
     */
    public record Asked(long userId, @Nullable ObjectNode answer) {}

    /** Notes a query, which the bot may answer from now on. */
    public static void ask(Sql sql, String id, long userId, long nowMillis) throws SQLException {
        sql.update(
                "INSERT INTO inline_queries (inline_query_id, user_id, asked_millis) VALUES (?, ?, ?)",
                id,
                userId,
                nowMillis);
    }

    /** @throws Refusal if there is no such query, it is too old, or was answered before */
    void answer(String id, ObjectNode answer, long nowMillis) {
        long within = limits.limits().inlineAnswerMs();
        int taken =
                database.transact(sql -> sql.update("""
                UPDATE inline_queries SET answer = ?
                WHERE inline_query_id = ? AND answer IS NULL AND asked_millis > ?
                """, answer.toString(), id, within == 0 ? 0 : nowMillis - within));
        if (taken == 0) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        answered.raise();
    }

    /** The query as it is as soon as it is answered, or when the time is up. */
    public Optional<Asked> await(String id, Duration wait) {
        return answered.await(wait, () -> find(id).filter(query -> query.answer() != null))
                .or(() -> find(id));
    }

    /** Empty if nobody has asked it. */
    public Optional<Asked> find(String id) {
        return database.transact(sql -> sql.first(
                "SELECT user_id, answer FROM inline_queries WHERE inline_query_id = ?",
                row -> {
                    String answer = row.getString(2);
                    return new Asked(row.getLong(1), answer == null ? null : Json.stored(answer));
                },
                id));
    }
}
