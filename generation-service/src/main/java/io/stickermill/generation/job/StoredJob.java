package io.stickermill.generation.job;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.ledger.Claim;
import java.time.Instant;
import java.util.UUID;

/**
 * A job whose turn has come: claimed by this process.
 *
 * @param claim only its holder can end the job
 * @param ends how often what worked on it ended in the middle
 * @param aside whether it has begun, and the chat's other jobs pass it since
 * @param request the record's value as it came
 * @param record how it came
 * @param storedAt when it was stored
 */
record StoredJob(
        UUID id,
        Claim.Granted claim,
        int ends,
        boolean aside,
        long chatId,
        byte[] request,
        Delivery record,
        Instant storedAt) {

    /** 1 for the first. */
    int attempt() {
        return claim.attempt();
    }

    /** Its photo is suspected of having ended what worked on it. */
    boolean isSuspected() {
        return ends > 0;
    }
}
