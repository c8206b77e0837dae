package io.stickermill.generation.job;

import io.stickermill.schemas.GenerationFailure;

/** How a job ended, which is final but for the replay of a dead letter. */
sealed interface GenerationEnd {

    /** Its sticker is ready. */
    record Ready() implements GenerationEnd {}

    /** Nobody waits for it any more. */
    record Cancelled() implements GenerationEnd {}

    /** Its photo gives no sticker, however often it is tried. */
    record Unusable(GenerationFailure reason, String detail) implements GenerationEnd {}

    /** It lies in the dead letters: a replay of it, and nothing else, is worked on anew. */
    record DeadLettered(GenerationFailure reason, String cause) implements GenerationEnd {}
}
