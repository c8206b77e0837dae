package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.chat.Chats;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.chat.Messages;
import io.stickermill.emulator.chat.People;
import io.stickermill.emulator.fault.Fault;
import io.stickermill.emulator.fault.Faults;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.store.Sql;
import io.stickermill.emulator.update.UpdateQueue;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People who pay: the question to the bot, its answer within ten seconds, and the payment that follows. */
public final class Checkouts {
    /** core.telegram.org/bots/api#answerprecheckoutquery */
    private static final Duration ANSWERABLE = Duration.ofSeconds(10);

    private final Database database;
    private final ChatLog log;
    private final UpdateQueue updates;
    private final StarLedger ledger;
    private final DuePayments due;
    private final Faults faults;
    private final Clock clock;
    private final Signal settled;
    private final SecureRandom random = new SecureRandom();

    public Checkouts(
            Database database,
            ChatLog log,
            UpdateQueue updates,
            StarLedger ledger,
            DuePayments due,
            Faults faults,
            Clock clock,
            Signal settled) {
        this.database = database;
        this.log = log;
        this.updates = updates;
        this.ledger = ledger;
        this.due = due;
        this.faults = faults;
        this.clock = clock;
        this.settled = settled;
    }

    /** How far a payment is. */
    private enum State {
        /** The bot was asked. */
        WAITING,
        PAID,
        /** The bot said no, and why. */
        REFUSED,
        /** The bot said yes, but somebody else had paid the invoice, which can be paid once. */
        ALREADY_PAID,
        /** The bot said nothing in time; never stored. */
        EXPIRED
    }

    private record Checkout(
            String id,
            long invoice,
            long payer,
            long askedMillis,
            State stored,
            @Nullable String errorMessage,
            @Nullable String chargeId) {
        State state(long nowMillis) {
            return stored == State.WAITING && askedMillis <= nowMillis - ANSWERABLE.toMillis() ? State.EXPIRED : stored;
        }

        ObjectNode json(long nowMillis) {
            return Json.object()
                    .put("pre_checkout_query_id", id)
                    .put("state", state(nowMillis).name().toLowerCase(Locale.ROOT))
                    .put("error_message", errorMessage)
                    .put("telegram_payment_charge_id", chargeId);
        }
    }

    /**
     * Somebody pays the invoice in a message; returns the id of the question that the bot is asked.
     *
     * @param chatId the chat in which it stands; another's private one for an invoice that was forwarded from there
     * @throws NoSuchElementException if there is no such invoice
     * @throws IllegalArgumentException if this person can't pay it
     */
    public String pay(long payer, @Nullable String language, long chatId, int messageId) {
        return begin(payer, language, sql -> {
            Invoices.Known invoice = Invoices.in(sql, chatId, messageId)
                    .orElseThrow(() -> new NoSuchElementException("There is no such invoice"));
            if (invoice.isForOneChat() && !Chats.isGroup(chatId) && chatId != payer) {
                throw new IllegalArgumentException(
                        "This invoice has a start parameter: only who is in its chat can pay it");
            }
            if (invoice.isForOneChat() && invoice.paid()) {
                throw new IllegalArgumentException("This invoice is paid already");
            }
            return invoice;
        });
    }

    /**
     * Somebody pays the invoice that a link leads to; returns the id of the question that the bot is asked.
     *
     * @param link as the bot got it, or what follows the {@code $} in it
     * @throws NoSuchElementException if there is no such invoice
     * @throws IllegalArgumentException if this person can't pay
     */
    public String payLink(long payer, @Nullable String language, String link) {
        String slug = link.substring(link.lastIndexOf('$') + 1);
        return begin(
                payer,
                language,
                sql -> Invoices.at(sql, slug)
                        .orElseThrow(() -> new NoSuchElementException("There is no such invoice")));
    }

    private String begin(long payer, @Nullable String language, Database.Work<Invoices.Known> find) {
        if (payer <= 0) {
            throw new IllegalArgumentException("A user's id must be positive");
        }
        String id = Long.toString(random.nextLong(1, Long.MAX_VALUE));
        database.transact(sql -> {
            Invoices.Known invoice = find.run(sql);
            if (People.isDeactivated(sql, payer) || People.hasBlocked(sql, payer)) {
                throw new IllegalArgumentException("Who has blocked the bot or is deactivated can't pay");
            }
            Chats.touch(sql, payer);
            ObjectNode query = Json.object().put("id", id);
            query.set("from", People.touch(sql, payer, language));
            query.put("currency", Invoice.CURRENCY)
                    .put("total_amount", invoice.amount())
                    .put("invoice_payload", invoice.payload());
            sql.update(
                    "INSERT INTO checkouts (pre_checkout_query_id, invoice, payer, asked_millis) VALUES (?, ?, ?, ?)",
                    id,
                    invoice.number(),
                    payer,
                    clock.millis());
            return updates.add(sql, UpdateQueue.Kind.PRE_CHECKOUT_QUERY, query);
        });
        updates.announce();
        return id;
    }

    /** How far the payment is, as soon as it is settled or when the time is up; empty if there is none. */
    public Optional<ObjectNode> await(String id, Duration wait) {
        Optional<Checkout> found = settled.await(
                wait,
                () -> database.transact(sql -> find(sql, id))
                        .filter(checkout -> checkout.state(clock.millis()) != State.WAITING));
        return found.or(() -> database.transact(sql -> find(sql, id))).map(checkout -> checkout.json(clock.millis()));
    }

    /**
     * The bot's answer; to yes the payment follows at once.
     *
     * @param errorMessage why not; null for yes
     * @throws Refusal if nobody waits for this answer, or no more
     */
    void answer(String id, @Nullable String errorMessage) {
        database.transact(sql -> {
            Checkout checkout = find(sql, id)
                    .filter(asked -> asked.state(clock.millis()) == State.WAITING)
                    .orElseThrow(() ->
                            Refusal.badRequest("query is too old and response timeout expired or query ID is invalid"));
            if (errorMessage != null) {
                settle(sql, checkout, State.REFUSED, errorMessage, null);
                return id;
            }
            Invoices.Known invoice = Invoices.numbered(sql, checkout.invoice());
            if (invoice.isForOneChat() && invoice.paid()) {
                settle(sql, checkout, State.ALREADY_PAID, null, null);
            } else {
                settle(sql, checkout, State.PAID, null, paid(sql, checkout, invoice));
            }
            return id;
        });
        log.announce();
        updates.announce();
        settled.raise();
    }

    private String paid(Sql sql, Checkout checkout, Invoices.Known invoice) throws SQLException {
        ObjectNode payer = People.touch(sql, checkout.payer(), null);
        StarTransactions.Payment payment = ledger.take(sql, invoice, payer);
        ObjectNode content = Json.object();
        content.putObject("successful_payment")
                .put("currency", Invoice.CURRENCY)
                .put("total_amount", invoice.amount())
                .put("invoice_payload", invoice.payload())
                .put("telegram_payment_charge_id", payment.id())
                .put("provider_payment_charge_id", checkout.payer() + "_" + checkout.id());
        ObjectNode message = log.add(sql, checkout.payer(), payer, EventJournal.Kind.RECEIVED, content);
        Invoices.pay(sql, invoice.number());
        if (invoice.isForOneChat()) {
            showReceipt(sql, invoice, message.path("message_id").asInt());
        }
        tell(sql, message, payment.id(), faults.take(Fault.PAYMENT, checkout.payer()));
        return payment.id();
    }

    /** An invoice that can't be paid again has a button for its receipt instead. */
    private void showReceipt(Sql sql, Invoices.Known invoice, int receipt) throws SQLException {
        Optional<Invoices.Place> place = Invoices.placeOf(sql, invoice.number());
        if (place.isPresent()) {
            log.show(
                    sql,
                    place.get().chatId(),
                    place.get().messageId(),
                    message -> message.put(Messages.RECEIPT, receipt));
        }
    }

    private void tell(Sql sql, ObjectNode message, String chargeId, Fault fault) throws SQLException {
        int times = switch (fault.what()) {
            case LOST -> 0;
            case TWICE -> 2;
            default -> 1;
        };
        for (int i = 0; i < times; i++) {
            due.tell(sql, message, fault.delay());
        }
        if (fault.what() == Fault.Action.CHARGEBACK) {
            due.chargeBack(sql, chargeId, fault.delayAfter());
        }
    }

    private static void settle(
            Sql sql, Checkout checkout, State state, @Nullable String errorMessage, @Nullable String chargeId)
            throws SQLException {
        sql.update(
                "UPDATE checkouts SET state = ?, error_message = ?, charge_id = ? WHERE pre_checkout_query_id = ?",
                state.name(),
                errorMessage,
                chargeId,
                checkout.id());
    }

    private static Optional<Checkout> find(Sql sql, String id) throws SQLException {
        return sql.first(
                """
                SELECT invoice, payer, asked_millis, state, error_message, charge_id FROM checkouts
                WHERE pre_checkout_query_id = ?
                """,
                row -> new Checkout(
                        id,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        State.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getString(6)),
                id);
    }
}
