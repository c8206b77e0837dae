package io.stickermill.platform.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.metric.Metric;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a dispatcher measures, of its group. */
final class Meters {

    private final MeterRegistry registry;
    private final String group;
    private final AtomicInteger inFlight = new AtomicInteger();

    Meters(MeterRegistry registry, String group) {
        this.registry = registry;
        this.group = group;
        gauge(Metric.IN_FLIGHT, inFlight::get);
    }

    void gauge(Metric metric, Supplier<Number> figure) {
        metric.gauge(registry, figure, group);
    }

    /** @param topic one that the group consumes, retry topics among them */
    void lag(String topic, Supplier<Number> records, Supplier<Number> oldestSeconds) {
        Metric.TOPIC_LAG.gauge(registry, records, group, topic);
        Metric.TOPIC_OLDEST.gauge(registry, oldestSeconds, group, topic);
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
        Metric.HANDLING.timer(registry, group, topic, name).record(took);
    }

    /** From the poll, or the due time, to the first attempt. */
    void waited(String topic, Duration queued) {
        Metric.QUEUE_WAIT.timer(registry, group, topic).record(queued);
    }

    /** From the publishing to the first attempt: below zero where the broker's clock is ahead. */
    void waitedInTopic(String topic, Duration waited) {
        Metric.TOPIC_WAIT.timer(registry, group, topic).record(waited.isNegative() ? Duration.ZERO : waited);
    }

    void retried(String topic, String through) {
        Metric.RETRIES.counter(registry, group, topic, through).increment();
    }

    void deadLetter(String topic) {
        deadLetter(registry, group, topic);
    }

    static void deadLetter(MeterRegistry registry, String group, String topic) {
        Metric.DEAD_LETTERS.counter(registry, group, topic).increment();
    }

    void untold(String topic) {
        Metric.UNTOLD.counter(registry, group, topic).increment();
    }

    void replayed(String topic) {
        Metric.REPLAYS.counter(registry, group, topic).increment();
    }

    void forgotten(String topic) {
        Metric.FORGOTTEN.counter(registry, group, topic).increment();
    }

    void skipped(String topic) {
        Metric.SKIPPED.counter(registry, group, topic).increment();
    }
}
