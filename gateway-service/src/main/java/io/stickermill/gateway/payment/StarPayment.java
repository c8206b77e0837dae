package io.stickermill.gateway.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment, as it is kept.
 *
 * @param telegramId who has paid
 * @param userId whose credits it became; null while it waits
 * @param orderId what it paid; null where that is not known
 * @param why it waits
 * @param debt credits that were spent already when it was given back
 */
public record StarPayment(
        String chargeId,
        long telegramId,
        @Nullable UUID userId,
        @Nullable UUID orderId,
        int stars,
        @Nullable BigDecimal credits,
        State state,
        @Nullable String why,
        BigDecimal debt,
        boolean isRefundAsked,
        Instant paidAt) {

    /** How far it is. */
    public enum State {
        /** It came, and nobody knows what for: the operator decides. */
        WAITING,
        CREDITED,
        /** Its payer has their Stars back. */
        REFUNDED
    }
}
