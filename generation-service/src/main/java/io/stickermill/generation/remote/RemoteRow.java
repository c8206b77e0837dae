package io.stickermill.generation.remote;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A try to have a picture made.
 *
 * @param number of the job's tries, from 1
 * @param price in US dollars
 * @param paid whether the provider charges for it, or may
 * @param token in the address that the provider calls back
 * @param taskId as the provider names it; null until it is known
 * @param inputKey where the provider fetches the photo, in our storage; null where it is handed over
 * @param assetKey where the picture lies in our storage
 * @param kind what it is: image or video
 * @param why there is none
 * @param looks how often it was looked at
 * @param startedAt when it was seen out of the provider's queue
 * @param madeAt when it was seen to be made
 * @param age since it was ordered, by the database's clock
 */
record RemoteRow(
        UUID id,
        UUID jobId,
        int number,
        UUID userId,
        long chatId,
        UUID sessionId,
        String style,
        String provider,
        String model,
        String prompt,
        BigDecimal price,
        Status status,
        boolean paid,
        UUID token,
        @Nullable String taskId,
        @Nullable String inputKey,
        @Nullable String assetKey,
        String kind,
        @Nullable String previewKey,
        @Nullable String thumbnailKey,
        Refusal.@Nullable Why why,
        @Nullable String detail,
        int looks,
        String env,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant madeAt,
        @Nullable Instant endedAt,
        Instant changedAt,
        Duration age) {

    PictureOrder order() {
        return new PictureOrder(jobId, provider, model, price);
    }

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
            return next().isEmpty();
        }

        private Set<Status> next() {
            return switch (this) {
                case INTENDED -> EnumSet.of(RUNNING, SUCCEEDED, FAILED, UNKNOWN, CANCELLED);
                case UNKNOWN -> EnumSet.of(RUNNING, SUCCEEDED, FAILED, CANCELLED);
                case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED);
                case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(Status.class);
            };
        }

        /** What can become this one, as words. */
        List<String> before() {
            return Arrays.stream(values())
                    .filter(status -> status.next().contains(this))
                    .map(Status::word)
                    .toList();
        }

        /** As it stands in the table. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
