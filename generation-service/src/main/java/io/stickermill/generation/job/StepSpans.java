package io.stickermill.generation.job;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.stickermill.generation.maker.Step;
import io.stickermill.platform.trace.Traces;

/** The spans of one photo's steps, one after the other; before the first it waits for a maker. For one thread. */
final class StepSpans implements AutoCloseable {

    private final Traces traces;
    private Span running;

    StepSpans(Traces traces) {
        this.traces = traces;
        this.running = begin("wait maker");
    }

    void began(Step step) {
        running.end();
        running = begin(step.key());
    }

    /** The last step has ended. */
    void ended() {
        running.end();
    }

    @Override
    public void close() {
        ended();
    }

    private Span begin(String name) {
        return traces.begin(name, SpanKind.INTERNAL, Traces.About.NOTHING);
    }
}
