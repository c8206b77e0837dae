package io.stickermill.emulator.payment;

import io.stickermill.emulator.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The invoices that the bot has sent or made a link of, and the messages in which they stand. */
public final class Invoices {
    private static final String COLUMNS = "number, start_parameter, payload, amount, paid";

    private Invoices() {}

    /**
     * An invoice that can be paid.
     *
     * @param paid whether somebody has paid it
     */
    record Known(long number, String startParameter, String payload, long amount, boolean paid) {
        /** It belongs to its chat and is paid once; any other can be forwarded, and paid by anybody and again. */
        boolean isForOneChat() {
            return !startParameter.isEmpty();
        }
    }

    /** @param slug of the link that leads to it; null for an invoice in a message */
    static long add(Sql sql, Invoice invoice, @Nullable String slug) throws SQLException {
        return sql.insert(
                "INSERT INTO invoices (slug, start_parameter, payload, amount) VALUES (?, ?, ?, ?)",
                "number",
                slug,
                invoice.startParameter(),
                invoice.payload(),
                invoice.amount());
    }

    static void stands(Sql sql, long invoice, long chatId, int messageId) throws SQLException {
        sql.update(
                "INSERT INTO invoice_messages (chat_id, message_id, invoice) VALUES (?, ?, ?)",
                chatId,
                messageId,
                invoice);
    }

    /** A person has forwarded a message within its chat: if it is an invoice for anybody, the copy can be paid as well. */
    public static void forwarded(Sql sql, long chatId, int messageId, int copy) throws SQLException {
        Optional<Known> invoice = in(sql, chatId, messageId).filter(known -> !known.isForOneChat());
        if (invoice.isPresent()) {
            stands(sql, invoice.get().number(), chatId, copy);
        }
    }

    /** The invoice in a message; empty if there is none, or the message is gone. */
    static Optional<Known> in(Sql sql, long chatId, int messageId) throws SQLException {
        return sql.first("SELECT " + COLUMNS + """
                 FROM invoice_messages JOIN invoices ON number = invoice
                WHERE chat_id = ? AND message_id = ? AND EXISTS (
                    SELECT 1 FROM messages
                    WHERE messages.chat_id = invoice_messages.chat_id
                        AND messages.message_id = invoice_messages.message_id AND NOT deleted)
                """, Invoices::read, chatId, messageId);
    }

    /** The invoice that a link leads to. */
    static Optional<Known> at(Sql sql, String slug) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM invoices WHERE slug = ?", Invoices::read, slug);
    }

    static Known numbered(Sql sql, long number) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM invoices WHERE number = ?", Invoices::read, number)
                .orElseThrow();
    }

    static void pay(Sql sql, long number) throws SQLException {
        sql.update("UPDATE invoices SET paid = TRUE WHERE number = ?", number);
    }

    /** Where an invoice stands. */
    record Place(long chatId, int messageId) {}

    /** The first message in which it stands; empty for a link. */
    static Optional<Place> placeOf(Sql sql, long number) throws SQLException {
        return sql.first(
                "SELECT chat_id, message_id FROM invoice_messages WHERE invoice = ? ORDER BY message_id LIMIT 1",
                row -> new Place(row.getLong(1), row.getInt(2)),
                number);
    }

    private static Known read(ResultSet row) throws SQLException {
        return new Known(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getBoolean(5));
    }
}
