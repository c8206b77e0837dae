package io.stickermill.operations.job;

import org.jspecify.annotations.Nullable;

/**
 * A job that has not ended.
 *
 * @param chat its chat's id; null where it isn't known
 */
public record WaitingJob(String id, @Nullable String chat, Standing standing) {}
