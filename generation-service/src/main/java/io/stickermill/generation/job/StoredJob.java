package io.stickermill.generation.job;

import io.stickermill.platform.dispatch.Delivery;
import java.time.Instant;
import java.util.UUID;

/**
 * A job whose turn has come: claimed by this process.
 *
 * @param claim names the claim; only its holder can end the job
 * @param attempt 1 for the first
 * @param request the record's value as it came
 * @param record how it came
 * @param storedAt when it was stored
 */
record StoredJob(UUID id, UUID claim, int attempt, long chatId, byte[] request, Delivery record, Instant storedAt) {}
