package io.stickermill.emulator.update;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The bot's webhook, if it has one, and its last failure; both survive a restart. */
public final class Webhooks {
    private final Database database;
    private final Clock clock;

    /** What is on disk, so that idle loops need not read it. */
    private volatile Optional<Webhook> current;

    public Webhooks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        current = database.transact(sql -> sql.first(
                "SELECT url, secret, max_connections FROM webhook",
                row -> new Webhook(row.getString(1), row.getString(2), row.getInt(3))));
    }

    Optional<Webhook> current() {
        return current;
    }

    synchronized void set(Webhook webhook) {
        database.transact(sql -> {
            // The same one again keeps what is known about its failures.
            boolean isSame = current.filter(webhook::equals).isPresent();
            if (!isSame) {
                sql.update("DELETE FROM webhook");
                sql.update(
                        "INSERT INTO webhook (url, secret, max_connections) VALUES (?, ?, ?)",
                        webhook.url(),
                        webhook.secret(),
                        webhook.maxConnections());
            }
            return isSame;
        });
        current = Optional.of(webhook);
    }

    synchronized void remove() {
        database.transact(sql -> sql.update("DELETE FROM webhook"));
        current = Optional.empty();
    }

    void failed(Webhook webhook, String message) {
        database.transact(sql -> sql.update(
                "UPDATE webhook SET last_error_millis = ?, last_error = ? WHERE url = ?",
                clock.millis(),
                message,
                webhook.url()));
    }

    /** The part of WebhookInfo that is about the webhook itself. */
    ObjectNode json() {
        return database.transact(Webhooks::json);
    }

    private static ObjectNode json(Sql sql) throws SQLException {
        return sql.first("SELECT url, max_connections, last_error_millis, last_error FROM webhook", row -> {
                    ObjectNode json = Json.object()
                            .put("url", row.getString(1))
                            .put("has_custom_certificate", false)
                            .put("max_connections", row.getInt(2));
                    return row.getString(4) == null
                            ? json
                            : json.put("last_error_date", row.getLong(3) / 1000)
                                    .put("last_error_message", row.getString(4));
                })
                .orElseGet(() -> Json.object().put("url", "").put("has_custom_certificate", false));
    }
}
