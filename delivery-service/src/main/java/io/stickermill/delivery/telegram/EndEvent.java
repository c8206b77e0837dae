package io.stickermill.delivery.telegram;

import io.opentelemetry.context.Context;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What is published of a send's end, kept in its row so that it can be published again.
 *
 * @param traceparent names the trace that it belongs to, whoever publishes it
 */
record EndEvent(Topic<?> topic, byte[] encoded, @Nullable String traceparent) {

    /** One of what is done now. */
    static EndEvent now(Topic<?> topic, byte[] encoded) {
        return new EndEvent(topic, encoded, Traces.current());
    }

    Context trace() {
        return traceparent == null ? Context.current() : Traces.of(traceparent);
    }
}
