package io.stickermill.gateway.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What somebody was offered.
 *
 * @param telegramId who is to pay it
 * @param packageId of the table of prices
 * @param stars its price
 */
public record StarOrder(
        UUID id,
        UUID userId,
        long telegramId,
        String packageId,
        BigDecimal credits,
        int stars,
        Instant createdAt,
        boolean isPaid) {

    /** Telegram's word for its Stars. */
    public static final String CURRENCY = "XTR";

    private static final Pattern PAYLOAD = Pattern.compile("ord_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** What the invoice carries, and what somebody starts the bot with to whom it was forwarded: 40 letters, digits and dashes. */
    public String payload() {
        return "ord_" + id;
    }

    /** Whose payload it is. Empty of what is none of ours. */
    static Optional<UUID> idOf(String payload) {
        return Optional.of(PAYLOAD.matcher(payload))
                .filter(parts -> parts.matches())
                .map(parts -> UUID.fromString(parts.group(1)));
    }
}
