package io.stickermill.gateway.credit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A transfer of a person's credits, as it stands in the books. */
record Transfer(
        long id, TransferKind kind, String reference, UUID userId, long telegramId, BigDecimal amount, Instant at) {}
