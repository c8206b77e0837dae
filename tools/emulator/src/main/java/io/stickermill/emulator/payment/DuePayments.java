package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.DatabaseClosed;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import io.stickermill.emulator.update.UpdateQueue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What faults have put off: words to the bot that somebody has paid, and chargebacks. Kept on disk until it has happened. */
public final class DuePayments {
    private static final System.Logger LOG = System.getLogger(DuePayments.class.getName());
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Database database;
    private final UpdateQueue updates;
    private final StarLedger ledger;
    private final Clock clock;

    /** When the next is due, or earlier, so that the idle need not read the disk. */
    private volatile long nextMillis;

    public DuePayments(Database database, UpdateQueue updates, StarLedger ledger, Clock clock) {
        this.database = database;
        this.updates = updates;
        this.ledger = ledger;
        this.clock = clock;
    }

    private enum Kind {
        /** The body is the message. */
        UPDATE,
        /** The body is the payment's id. */
        CHARGEBACK
    }

    /** The bot is told of this message, at once if there is no delay. Part of the caller's transaction. */
    void tell(Sql sql, ObjectNode message, Duration delay) throws SQLException {
        if (delay.isPositive()) {
            later(sql, Kind.UPDATE, message.toString(), delay);
        } else {
            updates.add(sql, UpdateQueue.Kind.MESSAGE, message);
        }
    }

    /** The Stars of this payment go, at once if there is no delay. Part of the caller's transaction. */
    void chargeBack(Sql sql, String chargeId, Duration delay) throws SQLException {
        if (delay.isPositive()) {
            later(sql, Kind.CHARGEBACK, chargeId, delay);
        } else {
            ledger.chargeBack(sql, chargeId);
        }
    }

    private void later(Sql sql, Kind kind, String body, Duration delay) throws SQLException {
        sql.update(
                "INSERT INTO due_payments (due_millis, kind, body) VALUES (?, ?, ?)",
                clock.millis() + Math.min(delay.toMillis(), LONGEST.toMillis()),
                kind.name(),
                body);
        nextMillis = 0;
    }

    /** Does what is due; called often. */
    public void run() {
        if (clock.millis() < nextMillis) {
            return;
        }
        try {
            if (database.transact(this::due) > 0) {
                updates.announce();
            }
        } catch (DatabaseClosed e) {
            LOG.log(System.Logger.Level.DEBUG, "The emulator stops", e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "What is due could not be done and is tried again", e);
        }
    }

    private record Due(long number, Kind kind, String body) {}

    private int due(Sql sql) throws SQLException {
        List<Due> all = sql.query(
                "SELECT number, kind, body FROM due_payments WHERE due_millis <= ? ORDER BY due_millis, number",
                row -> new Due(row.getLong(1), Kind.valueOf(row.getString(2)), row.getString(3)),
                clock.millis());
        for (Due one : all) {
            switch (one.kind()) {
                case UPDATE -> updates.add(sql, UpdateQueue.Kind.MESSAGE, Json.stored(one.body()));
                case CHARGEBACK -> ledger.chargeBack(sql, one.body());
            }
            sql.update("DELETE FROM due_payments WHERE number = ?", one.number());
        }
        nextMillis = sql.first("SELECT COALESCE(MIN(due_millis), ?) FROM due_payments", row -> row.getLong(1), NEVER)
                .orElse(NEVER);
        return all.size();
    }
}
