package io.stickermill.benchmarks.chaos;

import java.time.Instant;
import java.util.UUID;

/**
 * A photo that somebody sent and Telegram has taken.
 *
 * @param usable whether it can become a sticker; what can't must be answered with words
 * @param number counted from 0 within its chat
 */
record Photo(long chat, int messageId, int number, UUID jobId, boolean usable, Instant sentAt) {}
