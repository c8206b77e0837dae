package io.stickermill.benchmarks.chaos;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An album that somebody sent to have a sticker set of it.
 *
 * @param title of the set, which no other pack has
 * @param jobs of its photos, in their order
 */
record SentPack(long chat, UUID id, String title, List<UUID> jobs, Instant sentAt) {}
