package io.stickermill.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.Refusal;

/** How a call ends for its caller. */
sealed interface Answer {
    record Ok(JsonNode result) implements Answer {}

    /** The result comes so slowly. */
    record Slow(JsonNode result, long bytesPerSecond) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}

    /** The connection is cut instead. */
    record Cut() implements Answer {}

    /** Nothing comes. */
    record Silence() implements Answer {}
}
