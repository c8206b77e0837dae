package io.stickermill.gateway.payment;

import java.time.Instant;

/**
 * A payment, as Telegram tells of it: in an update, or among its transactions.
 *
 * @param chargeId Telegram's, by which it is known for ever
 * @param telegramId who has paid
 */
public record ToldPayment(
        String chargeId, long telegramId, String currency, int stars, String payload, Source source, Instant paidAt) {

    /** Who tells of it. */
    public enum Source {
        UPDATE,
        TRANSACTIONS
    }
}
