package io.stickermill.generation.remote;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A try to have a picture made.
 *
 * @param number of the job's tries, from 1
 * @param token in the address that the provider calls back
 * @param taskId as the provider names it; null until it is known
 * @param assetKey where the picture lies in our storage
 * @param why there is none
 * @param looks how often it was looked at
 */
record RemoteRow(
        UUID id,
        UUID jobId,
        int number,
        String provider,
        String model,
        Status status,
        UUID token,
        @Nullable String taskId,
        @Nullable String assetKey,
        Refusal.@Nullable Why why,
        @Nullable String detail,
        int looks,
        Instant createdAt) {

    /** How a try stands, and what it can become. */
    enum Status {
        /** It is about to be ordered, or was when its process ended. */
        INTENDED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** It may have been begun, and paid. */
        UNKNOWN,
        CANCELLED;

        boolean isOver() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
