package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The bot's Stars. What was paid back carries the id of its payment: only id and direction together are unique. */
final class StarTransactions {
    private StarTransactions() {}

    /**
     * Stars that came.
     *
     * @param partner Telegram's TransactionPartner object
     */
    record Payment(String id, long amount, ObjectNode partner) {
        long payer() {
            return partner.path("user").path("id").asLong();
        }

        String payload() {
            return partner.path("invoice_payload").asText();
        }
    }

    static void come(Sql sql, Payment payment, long nowSeconds) throws SQLException {
        add(sql, payment.id(), false, payment.amount(), payment.partner(), nowSeconds);
    }

    static void go(Sql sql, String id, long amount, ObjectNode partner, long nowSeconds) throws SQLException {
        add(sql, id, true, amount, partner, nowSeconds);
    }

    private static void add(Sql sql, String id, boolean outgoing, long amount, ObjectNode partner, long nowSeconds)
            throws SQLException {
        sql.update("""
                INSERT INTO star_transactions (transaction_id, outgoing, amount, at_seconds, partner)
                VALUES (?, ?, ?, ?, ?)
                """, id, outgoing, amount, nowSeconds, partner.toString());
    }

    static Optional<Payment> payment(Sql sql, String id) throws SQLException {
        return sql.first(
                "SELECT amount, partner FROM star_transactions WHERE transaction_id = ? AND NOT outgoing",
                row -> new Payment(id, row.getLong(1), Json.stored(row.getString(2))),
                id);
    }

    /** Whether it was refunded or charged back. */
    static boolean isBack(Sql sql, String id) throws SQLException {
        return sql.first(
                        "SELECT 1 FROM star_transactions WHERE transaction_id = ? AND outgoing",
                        row -> row.getInt(1),
                        id)
                .isPresent();
    }

    /** What came less what went; below 0 after chargebacks of what was spent. */
    static long balance(Sql sql) throws SQLException {
        return sql.first(
                        "SELECT COALESCE(SUM(CASE WHEN outgoing THEN -amount ELSE amount END), 0) FROM star_transactions",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /** Telegram's StarTransaction objects, the oldest first. */
    static List<ObjectNode> list(Sql sql, int offset, int limit) throws SQLException {
        return sql.query(
                """
                SELECT transaction_id, outgoing, amount, at_seconds, partner FROM star_transactions
                ORDER BY number OFFSET ? ROWS FETCH NEXT ? ROWS ONLY
                """,
                row -> {
                    ObjectNode json = Json.object().put("id", row.getString(1)).put("date", row.getLong(4));
                    json.set(row.getBoolean(2) ? "receiver" : "source", Json.stored(row.getString(5)));
                    return json.put("amount", row.getLong(3));
                },
                offset,
                limit);
    }
}
