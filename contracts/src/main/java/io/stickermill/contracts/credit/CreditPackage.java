package io.stickermill.contracts.credit;

import java.math.BigDecimal;

/**
 * What people buy credits in.
 *
 * @param id in buttons and orders
 * @param stars that it costs; Telegram knows whole ones only
 */
public record CreditPackage(String id, BigDecimal credits, int stars) {}
