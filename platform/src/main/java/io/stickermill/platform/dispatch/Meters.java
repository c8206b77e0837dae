package io.stickermill.platform.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a dispatcher measures; every meter has the tag {@code group}, those of a record also its original {@code topic}. */
final class Meters {

    static final String HANDLING = "stickermill.dispatcher.handling";
    static final String QUEUE_WAIT = "stickermill.dispatcher.queue.wait";
    static final String RETRIES = "stickermill.dispatcher.retries";
    static final String DEAD_LETTERS = "stickermill.dispatcher.dead.letters";
    static final String UNTOLD = "stickermill.dispatcher.untold";
    static final String REPLAYS = "stickermill.dispatcher.replays";
    static final String SKIPPED = "stickermill.dispatcher.skipped";
    static final String IN_FLIGHT = "stickermill.dispatcher.in.flight";
    static final String HELD = "stickermill.dispatcher.held";
    static final String HELD_BYTES = "stickermill.dispatcher.held.bytes";
    static final String PAUSED = "stickermill.dispatcher.paused.partitions";

    private final MeterRegistry registry;
    private final String group;
    private final AtomicInteger inFlight = new AtomicInteger();

    Meters(MeterRegistry registry, String group) {
        this.registry = registry;
        this.group = group;
        gauge(IN_FLIGHT, "Handlers that run", inFlight::get);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tag("group", group).register(registry);
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void handled(String topic, Outcome outcome, Duration took) {
        inFlight.decrementAndGet();
        String name = switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Retry retry -> "retry";
            case Outcome.Outage outage -> "outage";
            case Outcome.Wait wait -> "wait";
            case Outcome.DeadLetter deadLetter -> "dead_letter";
        };
        Timer.builder(HANDLING)
                .description("Attempts by what the handler said")
                .tags("group", group, "topic", topic, "outcome", name)
                .register(registry)
                .record(took);
    }

    void waited(String topic, Duration queued) {
        Timer.builder(QUEUE_WAIT)
                .description("From the poll, or the due time, to the first attempt")
                .tags("group", group, "topic", topic)
                .register(registry)
                .record(queued);
    }

    void retried(String topic, String through) {
        counter(RETRIES, "Records sent to a retry topic", topic, "through", through);
    }

    void deadLetter(String topic) {
        deadLetter(registry, group, topic);
    }

    static void deadLetter(MeterRegistry registry, String group, String topic) {
        Counter.builder(DEAD_LETTERS)
                .description("Records sent to the dead-letter topic")
                .tags("group", group, "topic", topic)
                .register(registry)
                .increment();
    }

    /** Of a dead letter: nobody could be told that it is one. */
    void untold(String topic) {
        counter(UNTOLD, "Dead letters of which nobody could be told", topic);
    }

    void replayed(String topic) {
        counter(REPLAYS, "Dead letters that a person has replayed", topic);
    }

    void skipped(String topic) {
        counter(SKIPPED, "Records that an earlier owner had finished", topic);
    }

    private void counter(String name, String description, String topic, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags("group", group, "topic", topic)
                .tags(tags)
                .register(registry)
                .increment();
    }
}
