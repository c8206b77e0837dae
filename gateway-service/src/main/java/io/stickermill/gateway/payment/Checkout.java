package io.stickermill.gateway.payment;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Whether somebody may pay an invoice: what Telegram asks right before, and wants to know within ten seconds. */
public final class Checkout {

    /** An invoice stays in the chat; what it offers is good for so long. */
    static final Duration OPEN = Duration.ofDays(1);

    private final StarOrders orders;
    private final Clock clock;

    Checkout(StarOrders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * What Telegram asks about.
     *
     * @param payerId who is about to pay, at Telegram: not always whom the order was made for
     * @param amount in the currency's smallest unit
     */
    public record Question(long payerId, String currency, int amount, String payload) {}

    /** What stands against it, as the key of a text. Empty if nothing does. */
    public Optional<String> refusal(Question asked) {
        StarOrder order = StarOrder.idOf(asked.payload()).flatMap(orders::find).orElse(null);
        if (order == null
                || order.createdAt().isBefore(clock.instant().minus(OPEN))
                || !asked.currency().equals(StarOrder.CURRENCY)
                || asked.amount() != order.stars()) {
            return Optional.of("checkout_over");
        }
        if (order.telegramId() != asked.payerId()) {
            return Optional.of("checkout_not_yours");
        }
        return order.isPaid() ? Optional.of("checkout_paid") : Optional.empty();
    }
}
