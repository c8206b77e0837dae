package io.stickermill.emulator.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.payment.Checkouts;
import io.stickermill.emulator.payment.StarLedger;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code /admin/users/<id>/payments}, {@code /admin/payments} and {@code /admin/stars}: people who pay, and their money back. */
public record AdminPayments(Checkouts checkouts, StarLedger ledger) {

    /** Adds the routes of payments. */
    public void addTo(RoutesConfig routes) {
        routes.post("/admin/users/{user}/payments", AdminApi.local(this::pay));
        routes.get("/admin/payments/{id}", AdminApi.local(this::payment));
        routes.post("/admin/stars/chargebacks", AdminApi.local(this::chargeBack));
        routes.post("/admin/stars/withdrawals", AdminApi.local(this::withdraw));
    }

    /**
     * @param messageId the message with the invoice; null for a link
     * @param chatId the chat in which it stands; null for the user's own
     * @param link what createInvoiceLink has given
     */
    record Payment(
            @Nullable Integer messageId,
            @Nullable Long chatId,
            @Nullable String link,
            @Nullable String language) {}

    record Chargeback(@Nullable String telegramPaymentChargeId) {}

    record Withdrawal(long amount) {}

    private void pay(Context http) throws IOException {
        long user = AdminApi.user(http);
        Payment payment = AdminApi.body(http, Payment.class);
        String id;
        if (payment.messageId() != null) {
            long chat = payment.chatId() == null ? user : payment.chatId();
            id = checkouts.pay(user, payment.language(), chat, payment.messageId());
        } else if (payment.link() != null) {
            id = checkouts.payLink(user, payment.language(), payment.link());
        } else {
            throw new IllegalArgumentException("message_id or link is missing");
        }
        AdminApi.json(http, Json.object().put("pre_checkout_query_id", id));
    }

    private void payment(Context http) {
        AdminApi.json(http, AdminApi.found(checkouts.await(http.pathParam("id"), AdminApi.waitFor(http)), "payment"));
    }

    private void chargeBack(Context http) throws IOException {
        Chargeback chargeback = AdminApi.body(http, Chargeback.class);
        if (chargeback.telegramPaymentChargeId() == null) {
            throw new IllegalArgumentException("telegram_payment_charge_id is missing");
        }
        ledger.chargeBack(chargeback.telegramPaymentChargeId());
        balance(http);
    }

    private void withdraw(Context http) throws IOException {
        ledger.withdraw(AdminApi.body(http, Withdrawal.class).amount());
        balance(http);
    }

    private void balance(Context http) {
        AdminApi.json(http, Json.object().put("balance", ledger.balance()));
    }
}
