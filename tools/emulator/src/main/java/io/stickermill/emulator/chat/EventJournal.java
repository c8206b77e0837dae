package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that a person in a chat could have seen, numbered in its order; kept for a week. */
public final class EventJournal {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int PAGE = 1000;

    private final Database database;
    private final Clock clock;
    private final Signal signal;

    public EventJournal(Database database, Clock clock, Signal signal) {
        this.database = database;
        this.clock = clock;
        this.signal = signal;
    }

    /** What became visible; {@code RECEIVED} is what the bot received from a person. */
    public enum Kind {
        SENT,
        EDITED,
        DELETED,
        RECEIVED
    }

    /** Part of the caller's transaction; {@link #announce()} comes after it. */
    void write(Sql sql, long chatId, Kind kind, ObjectNode message) throws SQLException {
        sql.update(
                "INSERT INTO events (at_millis, chat_id, kind, body) VALUES (?, ?, ?, ?)",
                clock.millis(),
                chatId,
                kind.name().toLowerCase(Locale.ROOT),
                message.toString());
    }

    void announce() {
        signal.raise();
    }

    /** Waits until there is an event after that number, at most that long. */
    public ObjectNode after(long seq, @Nullable Long chatId, Duration wait) {
        List<ObjectNode> events = list(seq, chatId, wait);
        ObjectNode page = Json.object();
        page.set("events", Json.array(events));
        return page.put(
                "next", events.isEmpty() ? seq : events.getLast().get("seq").asLong());
    }

    /** As {@link #after}, the events alone; empty when the time is up. At most 1000 of them. */
    public List<ObjectNode> list(long seq, @Nullable Long chatId, Duration wait) {
        return signal.await(wait, () -> Optional.of(read(seq, chatId)).filter(found -> !found.isEmpty()))
                .orElse(List.of());
    }

    /** The number of the newest event, 0 if there is none. */
    public long last() {
        return database.transact(EventJournal::last);
    }

    /** As {@link #last()}, inside a transaction. */
    public static long last(Sql sql) throws SQLException {
        return sql.first("SELECT COALESCE(MAX(seq), 0) FROM events", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The emulator stops: nothing will come any more. */
    public boolean closed() {
        return signal.closed();
    }

    /** Forgets what is older than a week. */
    public void sweep() {
        database.transact(sql -> sql.update(
                "DELETE FROM events WHERE at_millis < ?",
                clock.instant().minus(KEPT).toEpochMilli()));
    }

    private List<ObjectNode> read(long seq, @Nullable Long chatId) {
        return database.transact(sql -> sql.query(
                """
                SELECT seq, at_millis, chat_id, kind, body FROM events
                WHERE seq > ? AND (CAST(? AS BIGINT) IS NULL OR chat_id = ?)
                ORDER BY seq LIMIT ?
                """,
                row -> {
                    ObjectNode event = Json.object()
                            .put("seq", row.getLong(1))
                            .put("at", Instant.ofEpochMilli(row.getLong(2)).toString())
                            .put("chat_id", row.getLong(3))
                            .put("kind", row.getString(4));
                    event.set("message", Json.stored(row.getString(5)));
                    return event;
                },
                seq,
                chatId,
                chatId,
                PAGE));
    }
}
