package io.stickermill.platform.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.stickermill.schemas.EventHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes spans and carries the trace over whatever lies between two threads: a topic or a table. */
public final class Traces {

    /** The longest {@code traceparent} there is, with what a later version may append. */
    private static final int LONGEST = 128;

    private static final AttributeKey<String> JOB = AttributeKey.stringKey("job.id");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("attempt");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> IN_A_MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;

    public Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.stickermill");
    }

    /** Where nothing is traced. */
    public static Traces none() {
        return new Traces(OpenTelemetry.noop());
    }

    /**
     * What a span says beside its name.
     *
     * @param attempt 0 where it is not tried again
     */
    public record About(
            @Nullable UUID jobId,
            @Nullable String topic,
            @Nullable String group,
            int attempt) {

        public static final About NOTHING = new About(null, null, null, 0);

        public static About job(UUID jobId, int attempt) {
            return new About(jobId, null, null, attempt);
        }
    }

    /** The trace that a {@code traceparent} names; one that is none, whoever wrote it, is as if it were not there. */
    public static Context of(@Nullable String traceparent) {
        return traceparent == null || traceparent.length() > LONGEST
                ? Context.root()
                : W3C.extract(Context.root(), Map.of(EventHeaders.TRACE_PARENT, traceparent), IN_A_MAP);
    }

    /** The {@code traceparent} of what is done now; null when that is not traced. */
    public static @Nullable String current() {
        return traceparent(Context.current());
    }

    /** The {@code traceparent} of a span. */
    public static @Nullable String of(Span span) {
        return traceparent(Context.root().with(span));
    }

    private static @Nullable String traceparent(Context context) {
        String[] written = new String[1];
        W3C.inject(context, written, (into, name, value) -> {
            if (into != null && name.equals(EventHeaders.TRACE_PARENT)) {
                into[0] = value;
            }
        });
        return written[0];
    }

    /** Begins a span in the trace of what is done now. Whoever begins it ends it, on whatever thread. */
    public Span begin(String name, SpanKind kind, About about) {
        return span(name, kind, Context.current(), about);
    }

    /** As {@link #begin}, of an event that is published. */
    public Span publishing(String topic, @Nullable UUID jobId) {
        return begin("publish " + topic, SpanKind.PRODUCER, new About(jobId, topic, null, 0));
    }

    /** Ends a span that {@link #begin} began. */
    public static void end(Span span, @Nullable Throwable fault) {
        if (fault != null) {
            failed(span, fault);
        }
        span.end();
    }

    /** Does work in a span of its own. */
    public <R, X extends Throwable> R within(
            String name, SpanKind kind, Context parent, About about, ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        Span span = span(name, kind, parent, about);
        try (Scope _ = parent.with(span).makeCurrent()) {
            return work.call();
        } catch (Throwable fault) {
            failed(span, fault);
            throw fault;
        } finally {
            span.end();
        }
    }

    /** Does work in a span of its own, if it belongs to something that is traced. */
    public <R, X extends Throwable> R part(String name, SpanKind kind, ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        return isTraced(Context.current()) ? within(name, kind, Context.current(), About.NOTHING, work) : work.call();
    }

    /** Something waited; nothing is said of what belongs to no trace. */
    public void waited(String name, Context parent, Instant since, Instant until, About about) {
        if (isTraced(parent)) {
            Instant end = until.isBefore(since) ? since : until;
            tracer.spanBuilder("wait " + name)
                    .setParent(parent)
                    .setStartTimestamp(since)
                    .setAllAttributes(attributes(about))
                    .startSpan()
                    .end(end);
        }
    }

    private static boolean isTraced(Context context) {
        return Span.fromContext(context).getSpanContext().isValid();
    }

    private Span span(String name, SpanKind kind, Context parent, About about) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setAllAttributes(attributes(about))
                .startSpan();
    }

    private static Attributes attributes(About about) {
        var attributes = Attributes.builder();
        if (about.jobId() != null) {
            attributes.put(JOB, about.jobId().toString());
        }
        if (about.topic() != null) {
            attributes.put(TOPIC, about.topic());
        }
        if (about.group() != null) {
            attributes.put(GROUP, about.group());
        }
        if (about.attempt() > 0) {
            attributes.put(ATTEMPT, (long) about.attempt());
        }
        return attributes.build();
    }

    /** Its class only: messages may name chats. */
    private static void failed(Span span, Throwable fault) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR, fault.getClass().getName());
    }
}
