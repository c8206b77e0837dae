package io.stickermill.emulator.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The updates that the bot has not confirmed yet, and the one long poll that may wait for more. */
public final class UpdateQueue {
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(10);
    private static final String CONFLICT =
            "Conflict: terminated by other getUpdates request; " + "make sure that only one bot instance is running";

    private final Database database;
    private final Webhooks webhooks;
    private final Clock clock;
    private final Signal signal;
    private final AtomicLong polls = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long lastPolledMillis = Long.MIN_VALUE;

    public UpdateQueue(Database database, Webhooks webhooks, Clock clock, Signal signal) {
        this.webhooks = webhooks;
        this.database = database;
        this.clock = clock;
        this.signal = signal;
    }

    /** The kinds of update that the emulator makes, and how long Telegram keeps them for a bot that does not ask. */
    public enum Kind {
        PRE_CHECKOUT_QUERY("pre_checkout_query", Duration.ofSeconds(150)),
        MESSAGE("message", Duration.ofHours(24)),
        MY_CHAT_MEMBER("my_chat_member", Duration.ofHours(24)),
        CALLBACK_QUERY("callback_query", Duration.ofSeconds(150));

        private final String field;
        private final Duration kept;

        Kind(String field, Duration kept) {
            this.field = field;
            this.kept = kept;
        }

        /** What a webhook gets one after another; taps do not wait behind messages. */
        private String queue(ObjectNode content) {
            return switch (this) {
                case PRE_CHECKOUT_QUERY ->
                    "payments " + content.path("from").path("id").asLong();
                case MESSAGE, MY_CHAT_MEMBER ->
                    "chat " + content.path("chat").path("id").asLong();
                case CALLBACK_QUERY -> "taps " + content.path("from").path("id").asLong();
            };
        }
    }

    /** Part of the caller's transaction; {@link #announce()} comes after it. Empty if the bot does not want this kind. */
    public Optional<Integer> add(Sql sql, Kind kind, ObjectNode content) throws SQLException {
        List<String> allowed = allowed(sql);
        if (!allowed.isEmpty() && !allowed.contains(kind.field)) {
            return Optional.empty();
        }
        ObjectNode body = Json.object();
        body.set(kind.field, content);
        return Optional.of(Math.toIntExact(sql.insert(
                "INSERT INTO updates (expires_millis, queue, body) VALUES (?, ?, ?)",
                "update_id",
                clock.instant().plus(kind.kept).toEpochMilli(),
                kind.queue(content),
                body.toString())));
    }

    /** Wakes who waits for updates; comes after the transaction that added them. */
    public void announce() {
        signal.raise();
    }

    /** Sets the kinds for updates to come, as getUpdates and setWebhook do; an empty collection means all. */
    void allow(Collection<String> kinds) {
        database.transact(sql -> {
            if (!Set.copyOf(allowed(sql)).equals(Set.copyOf(kinds))) {
                sql.update("DELETE FROM allowed_updates");
                for (String kind : Set.copyOf(kinds)) {
                    sql.update("INSERT INTO allowed_updates (kind) VALUES (?)", kind);
                }
            }
            return kinds.size();
        });
    }

    /** Sets the kinds that the request names; what is no list of names changes nothing, as in tdlib/telegram-bot-api. */
    void allowAsIn(ApiRequest request) {
        String json = request.text("allowed_updates");
        if (json.isEmpty()) {
            return;
        }
        try {
            JsonNode kinds = Json.parse(json);
            if (kinds.isArray()) {
                allow(kinds.valueStream().map(JsonNode::asText).collect(Collectors.toSet()));
            }
        } catch (JsonProcessingException e) {
            return;
        }
    }

    /** The first update of a queue. */
    record Head(String queue, int updateId) {}

    /** The oldest first. */
    List<Head> heads() {
        return database.transact(
                sql -> sql.query("""
                SELECT queue, MIN(update_id) FROM updates WHERE expires_millis > ?
                GROUP BY queue ORDER BY MIN(update_id)
                """, row -> new Head(row.getString(1), row.getInt(2)), clock.millis()));
    }

    /** The update as it goes out; empty if it was confirmed or dropped. */
    Optional<String> body(int updateId) {
        return read(updateId, 1).stream()
                .filter(update -> update.get("update_id").asInt() == updateId)
                .map(ObjectNode::toString)
                .findFirst();
    }

    void remove(int updateId) {
        database.transact(sql -> sql.update("DELETE FROM updates WHERE update_id = ?", updateId));
    }

    /**
     * Telegram's getUpdates: an offset above 0 confirms all before it, one below 0 forgets all but the last so many.
     *
     * @throws Refusal 409 when a later call, or a webhook, ends this one's waiting
     */
    List<ObjectNode> poll(int offset, int limit, Duration timeout) {
        long poll = polls.incrementAndGet();
        signal.raise();
        confirm(offset);
        waiting.incrementAndGet();
        try {
            return await(poll, offset, limit, timeout);
        } finally {
            lastPolledMillis = clock.millis();
            waiting.decrementAndGet();
        }
    }

    /** Whether a bot polls, or did so a moment ago and may be at work on what it got. */
    public boolean listening() {
        return waiting.get() > 0 || lastPolledMillis > clock.millis() - BETWEEN_POLLS.toMillis();
    }

    private List<ObjectNode> await(long poll, int offset, int limit, Duration timeout) {
        return signal.await(timeout, () -> {
                    if (polls.get() != poll) {
                        throw Refusal.of(409, CONFLICT);
                    }
                    if (webhooks.current().isPresent()) {
                        throw Refusal.of(409, "Conflict: terminated by setWebhook request");
                    }
                    return Optional.of(read(offset, limit)).filter(found -> !found.isEmpty());
                })
                .orElse(List.of());
    }

    /** How many wait for the bot. */
    public int size() {
        return database.transact(sql -> sql.first(
                        "SELECT COUNT(*) FROM updates WHERE expires_millis > ?", row -> row.getInt(1), clock.millis())
                .orElse(0));
    }

    List<String> allowed() {
        return database.transact(UpdateQueue::allowed);
    }

    void clear() {
        database.transact(sql -> sql.update("DELETE FROM updates"));
    }

    /** Forgets what has expired. */
    public void sweep() {
        database.transact(sql -> sql.update("DELETE FROM updates WHERE expires_millis <= ?", clock.millis()));
    }

    private void confirm(int offset) {
        if (offset > 0) {
            database.transact(sql -> sql.update("DELETE FROM updates WHERE update_id < ?", offset));
        } else if (offset < 0) {
            database.transact(sql -> sql.update("""
                    DELETE FROM updates WHERE update_id NOT IN
                        (SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?)
                    """, -(long) offset));
        }
    }

    private List<ObjectNode> read(int offset, int limit) {
        return database.transact(sql -> sql.query(
                """
                SELECT update_id, body FROM updates
                WHERE update_id >= ? AND expires_millis > ?
                ORDER BY update_id LIMIT ?
                """,
                row -> {
                    ObjectNode update = Json.object().put("update_id", row.getInt(1));
                    return update.setAll(Json.stored(row.getString(2)));
                },
                offset,
                clock.millis(),
                limit));
    }

    private static List<String> allowed(Sql sql) throws SQLException {
        return sql.query("SELECT kind FROM allowed_updates", row -> row.getString(1));
    }
}
