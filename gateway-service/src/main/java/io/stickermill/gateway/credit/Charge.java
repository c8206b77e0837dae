package io.stickermill.gateway.credit;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What a job costs its person.
 *
 * @param amount that is reserved for it, or was
 */
record Charge(UUID jobId, UUID userId, BigDecimal amount, ChargeState state) {}
