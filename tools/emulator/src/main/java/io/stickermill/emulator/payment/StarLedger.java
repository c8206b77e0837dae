package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.chat.People;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import io.stickermill.emulator.update.UpdateQueue;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;

/** What may be done with Stars that the bot has: refunds, chargebacks, withdrawals. Each payment goes back once. */
public final class StarLedger {
    private final Bot bot;
    private final Database database;
    private final ChatLog log;
    private final UpdateQueue updates;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public StarLedger(Bot bot, Database database, ChatLog log, UpdateQueue updates, Clock clock) {
        this.bot = bot;
        this.database = database;
        this.log = log;
        this.updates = updates;
        this.clock = clock;
    }

    /** The bot's Stars; below 0 after chargebacks of what was spent. */
    public long balance() {
        return database.transact(StarTransactions::balance);
    }

    List<ObjectNode> transactions(int offset, int limit) {
        return database.transact(sql -> StarTransactions.list(sql, offset, limit));
    }

    /** Part of the caller's transaction. */
    StarTransactions.Payment take(Sql sql, Invoices.Known invoice, ObjectNode payer) throws SQLException {
        ObjectNode partner =
                Json.object().put("transaction_type", "invoice_payment").put("type", "user");
        partner.set("user", payer);
        partner.put("invoice_payload", invoice.payload());
        var payment = new StarTransactions.Payment(newId(), invoice.amount(), partner);
        StarTransactions.come(sql, payment, nowSeconds());
        return payment;
    }

    /**
     * Gives a whole payment back to who paid it, and tells both in their chat.
     *
     * @throws Refusal 400
     */
    void refund(long userId, String chargeId) {
        database.transact(sql -> {
            StarTransactions.Payment payment = refundable(sql, userId, chargeId);
            back(sql, payment);
            ObjectNode content = Json.object();
            content.putObject("refunded_payment")
                    .put("currency", Invoice.CURRENCY)
                    .put("total_amount", payment.amount())
                    .put("invoice_payload", payment.payload())
                    .put("telegram_payment_charge_id", chargeId);
            // The bot's own message; of this kind it gets an update all the same, as in tdlib/telegram-bot-api.
            ObjectNode message = log.add(sql, userId, bot.json(), EventJournal.Kind.SENT, content);
            return updates.add(sql, UpdateQueue.Kind.MESSAGE, message);
        });
        log.announce();
        updates.announce();
    }

    private static StarTransactions.Payment refundable(Sql sql, long userId, String chargeId) throws SQLException {
        if (!People.isKnown(sql, userId)) {
            throw Refusal.badRequest("USER_ID_INVALID");
        }
        StarTransactions.Payment payment = StarTransactions.payment(sql, chargeId)
                .filter(found -> found.payer() == userId)
                .orElseThrow(() -> Refusal.badRequest("CHARGE_NOT_FOUND"));
        if (StarTransactions.isBack(sql, chargeId)) {
            throw Refusal.badRequest("CHARGE_ALREADY_REFUNDED");
        }
        if (StarTransactions.balance(sql) < payment.amount()) {
            throw Refusal.badRequest("BALANCE_TOO_LOW");
        }
        return payment;
    }

    /**
     * The person has the money back from Apple or Google: the Stars go, and no message tells of it.
     *
     * @throws NoSuchElementException if there is no such payment
     * @throws IllegalArgumentException if its Stars are back already
     */
    public void chargeBack(String chargeId) {
        database.transact(sql -> {
            StarTransactions.Payment payment = StarTransactions.payment(sql, chargeId)
                    .orElseThrow(() -> new NoSuchElementException("There is no such payment"));
            if (StarTransactions.isBack(sql, chargeId)) {
                throw new IllegalArgumentException("The Stars of this payment are back already");
            }
            back(sql, payment);
            return chargeId;
        });
    }

    /** Part of the caller's transaction; nothing happens if the payment is back already. */
    void chargeBack(Sql sql, String chargeId) throws SQLException {
        var payment = StarTransactions.payment(sql, chargeId);
        if (payment.isPresent() && !StarTransactions.isBack(sql, chargeId)) {
            back(sql, payment.get());
        }
    }

    private void back(Sql sql, StarTransactions.Payment payment) throws SQLException {
        StarTransactions.go(sql, payment.id(), payment.amount(), payment.partner(), nowSeconds());
    }

    /**
     * The bot's owner takes Stars out.
     *
     * @throws IllegalArgumentException if there are not that many
     */
    public void withdraw(long amount) {
        database.transact(sql -> {
            if (amount < 1 || amount > StarTransactions.balance(sql)) {
                throw new IllegalArgumentException("amount must be from 1 to the bot's balance");
            }
            ObjectNode partner = Json.object().put("type", "fragment");
            partner.putObject("withdrawal_state")
                    .put("type", "succeeded")
                    .put("date", nowSeconds())
                    .put("url", "https://fragment.com/");
            StarTransactions.go(sql, newId(), amount, partner, nowSeconds());
            return amount;
        });
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }

    private String newId() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return "stx" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
