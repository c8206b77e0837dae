package io.stickermill.platform.metric;

import static io.stickermill.platform.metric.Metric.Kind.COUNTER;
import static io.stickermill.platform.metric.Metric.Kind.GAUGE;
import static io.stickermill.platform.metric.Metric.Kind.HISTOGRAM;
import static io.stickermill.platform.metric.Metric.Kind.TIMER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric of ours: the one place where they are declared. {@code docs/metrics.md} is written from it. A name or a label that is
 * out is not changed: dashboards and rules know it.
 */
public enum Metric {
    TOPIC_LAG(
            "stickermill.topic.lag",
            GAUGE,
            "records",
            "every service",
            "Records of the partitions of this instance that its group has not finished: those that it has not taken, and those in work. The sum over the instances is the group's. Looked at every few seconds.",
            "it grows: the group is too slow, or what it calls is down",
            Label.GROUP,
            Label.CONSUMED),
    TOPIC_OLDEST(
            "stickermill.topic.oldest.seconds",
            GAUGE,
            "seconds",
            "every service",
            "Age of the oldest record that was taken and is not finished. 0 when there is none. In a retry topic a record waits on purpose.",
            "it grows in a topic that people wait for",
            Label.GROUP,
            Label.CONSUMED),
    TOPIC_WAIT(
            "stickermill.topic.wait",
            HISTOGRAM,
            "seconds",
            "every service",
            "From the publishing of a record to its first attempt: what it waited in the topic.",
            "it grows for `photo-requests` or `sticker-ready`",
            Label.GROUP,
            Label.TOPIC),
    QUEUE_WAIT(
            "stickermill.dispatcher.queue.wait",
            TIMER,
            "seconds",
            "every service",
            "The part of that wait which was in this process: from the poll, or the due time, to the first attempt.",
            "it grows: too few workers",
            Label.GROUP,
            Label.TOPIC),
    HANDLING(
            "stickermill.dispatcher.handling",
            HISTOGRAM,
            "seconds",
            "every service",
            "Attempts, and how long they took.",
            "the share of `retry` grows; `outage` is Telegram, away or refusing everybody",
            Label.GROUP,
            Label.TOPIC,
            Label.HANDLED),
    RETRIES(
            "stickermill.dispatcher.retries",
            COUNTER,
            "records",
            "every service",
            "Records sent to a retry topic.",
            "it rises for more than a minute: something is down",
            Label.GROUP,
            Label.TOPIC,
            Label.THROUGH),
    DEAD_LETTERS(
            "stickermill.dispatcher.dead.letters",
            COUNTER,
            "records",
            "every service",
            "Records given up on: they lie in the group's dead-letter topic.",
            "it rises at all",
            Label.GROUP,
            Label.TOPIC),
    UNTOLD(
            "stickermill.dispatcher.untold",
            COUNTER,
            "records",
            "every service",
            "Dead letters of which nobody could be told: the record names no job or chat, or telling failed for a day.",
            "it rises at all: look at the letter",
            Label.GROUP,
            Label.TOPIC),
    REPLAYS(
            "stickermill.dispatcher.replays",
            COUNTER,
            "records",
            "every service",
            "Dead letters that a person has replayed.",
            "",
            Label.GROUP,
            Label.TOPIC),
    SKIPPED(
            "stickermill.dispatcher.skipped",
            COUNTER,
            "records",
            "every service",
            "Records that an earlier owner of the partition had finished.",
            "never: that is a rebalance that redid nothing",
            Label.GROUP,
            Label.CONSUMED),
    FORGOTTEN(
            "stickermill.dispatcher.forgotten",
            COUNTER,
            "records",
            "every service",
            "Records that were dropped, since they are of people who have been forgotten since.",
            "",
            Label.GROUP,
            Label.TOPIC),
    IN_FLIGHT(
            "stickermill.dispatcher.in.flight",
            GAUGE,
            "records",
            "every service",
            "Handlers that run.",
            "it stays high while nothing is handled",
            Label.GROUP),
    HELD(
            "stickermill.dispatcher.held",
            GAUGE,
            "records",
            "every service",
            "Records taken and not finished.",
            "it stays high while nothing is handled",
            Label.GROUP),
    HELD_BYTES(
            "stickermill.dispatcher.held.bytes",
            GAUGE,
            "bytes",
            "every service",
            "Bytes of those records, without those of retry topics. A group that reaches its share of `stickermill.dispatcher.memory` takes no more.",
            "it stays there while nothing is handled",
            Label.GROUP),
    PAUSED(
            "stickermill.dispatcher.paused.partitions",
            GAUGE,
            "partitions",
            "every service",
            "Partitions whose window is full.",
            "it stays above 0",
            Label.GROUP),
    LEDGER_ROWS(
            "stickermill.ledger.rows",
            GAUGE,
            "rows",
            "generation, delivery",
            "Rows of a ledger that have not ended. All instances of a service show the same figure: take the greatest, not the sum.",
            "`waiting` or `free` grows: photos wait in the table",
            Label.LEDGER,
            Label.STATE),
    LEDGER_OLDEST(
            "stickermill.ledger.oldest.seconds",
            GAUGE,
            "seconds",
            "generation, delivery",
            "Age of the oldest of those rows. 0 when there is none. The same on all instances.",
            "it grows while `stickermill_generation_running` is below what the instances can do",
            Label.LEDGER,
            Label.STATE),
    UPDATES_RECEIVED(
            "stickermill.updates.received",
            COUNTER,
            "updates",
            "gateway",
            "Updates of Telegram that were taken in.",
            "it stands still while people write"),
    UPDATES_SET_ASIDE(
            "stickermill.updates.set-aside",
            COUNTER,
            "updates",
            "gateway",
            "Updates set aside because they can't be read, or fail again and again while Kafka and the database are well. `./stickermill intake updates` shows them, `intake replay ID` takes one in once its cause is mended.",
            "it rises",
            Label.SET_ASIDE),
    REQUESTS_REFUSED(
            "stickermill.requests.refused",
            COUNTER,
            "photos",
            "gateway",
            "Photos that were not taken.",
            "",
            Label.REFUSAL),
    GENERATION_WAIT(
            "stickermill.generation.wait",
            HISTOGRAM,
            "seconds",
            "generation",
            "From the storing of a request to its first turn: what it waited in the table.",
            "it grows for people who sent one photo: too few instances"),
    GENERATION_RUNNING(
            "stickermill.generation.running", GAUGE, "jobs", "generation", "Jobs in work on this instance.", ""),
    GENERATION_RETRIES(
            "stickermill.generation.retries",
            COUNTER,
            "attempts",
            "generation",
            "Failed attempts of stored jobs that are tried again.",
            "it rises: Telegram or storage is down"),
    GENERATION_FAILED(
            "stickermill.generation.failed",
            COUNTER,
            "jobs",
            "generation",
            "Jobs that ended without a sticker.",
            "the same reason for everybody",
            Label.FAILURE),
    GENERATION_STEP(
            "stickermill.generation.step",
            HISTOGRAM,
            "seconds",
            "generation",
            "Time of each step of a sticker that was made.",
            "`cut_out` is the long one",
            Label.STEP),
    REMOTE_ORDERS(
            "stickermill.remote.orders",
            COUNTER,
            "orders",
            "generation",
            "Pictures ordered of other people's models.",
            "`unknown` rises: answers are lost, and what was ordered may be paid; `credit` or `key`: the account is to be mended",
            Label.PROVIDER,
            Label.REMOTE_ORDER),
    REMOTE_ENDS(
            "stickermill.remote.ends",
            COUNTER,
            "orders",
            "generation",
            "How orders came to their end.",
            "`lost` or `gone` rises: paid, and no picture (`./stickermill generations sync`)",
            Label.PROVIDER,
            Label.REMOTE_END),
    REMOTE_TIME(
            "stickermill.remote.time",
            HISTOGRAM,
            "seconds",
            "generation",
            "From an order until its picture was seen to be made.",
            "",
            Label.PROVIDER),
    REMOTE_COST(
            "stickermill.remote.cost",
            COUNTER,
            "dollars",
            "generation",
            "What ended orders cost, or may have, by the prices of the file of styles.",
            "it rises faster than what people pay",
            Label.PROVIDER),
    REMOTE_DOWN(
            "stickermill.remote.down",
            GAUGE,
            "flag",
            "generation",
            "1 while a provider is left alone, since its calls fail.",
            "it stays 1: nothing is ordered there",
            Label.PROVIDER),
    REMOTE_HOOKS(
            "stickermill.remote.hooks",
            COUNTER,
            "calls",
            "generation",
            "Calls of providers.",
            "`refused` rises: somebody tries, or a secret is wrong",
            Label.PROVIDER,
            Label.HOOK),
    MAKER_WAIT(
            "stickermill.generation.maker.wait",
            HISTOGRAM,
            "seconds",
            "generation",
            "From the fetched photo to a free maker with room for its pixels.",
            "it grows: too few makers, or too little `stickermill.maker.child.pixels`"),
    CHILDREN_ENDED(
            "stickermill.generation.children.ended",
            COUNTER,
            "makers",
            "generation",
            "Makers that ended. `died` is a crash, a full heap or a signal.",
            "it rises for many photos: the machine has too little memory, or a library is broken",
            Label.CHILD_END),
    CHILDREN_READY(
            "stickermill.generation.children.alive",
            GAUGE,
            "makers",
            "generation",
            "Makers that live, warm or getting so.",
            "it is 0: nothing is made"),
    CHILDREN_MEMORY(
            "stickermill.generation.children.memory.bytes",
            GAUGE,
            "bytes",
            "generation",
            "Memory of the makers' processes, native memory included, as the kernel counts it (resident).",
            "it nears the container's limit"),
    STEP_SEND(
            "stickermill.step7.send",
            HISTOGRAM,
            "seconds",
            "delivery",
            "From the arrival of a sticker's record to Telegram's answer.",
            "it grows: see `stickermill_limits_wait_seconds`"),
    STEP_UPLOAD(
            "stickermill.step7.upload",
            HISTOGRAM,
            "seconds",
            "delivery",
            "From the arrival of a sticker's record to storage's answer.",
            "it grows: storage is slow"),
    SENDS_ENDED(
            "stickermill.sends.ended",
            COUNTER,
            "stickers",
            "delivery",
            "Sends of stickers that have ended.",
            "anything but `ARRIVED` grows; `HELD` asks for a person",
            Label.SEND_END),
    OUTCOME_UNKNOWN(
            "stickermill.sends.outcome_unknown",
            COUNTER,
            "sends",
            "delivery",
            "Sends whose answer never came: the sticker may have been sent.",
            "each one is a user who may have got nothing, or two"),
    EXPIRED_CLAIMS(
            "stickermill.sends.expired_claims",
            GAUGE,
            "rows",
            "delivery",
            "Sends whose lease ended a minute ago and that nobody took over.",
            "ever: [why](decisions/0006-no-sweeper-of-sends.md)"),
    STALE_CLAIMS(
            "stickermill.sends.stale_claims",
            COUNTER,
            "sends",
            "delivery",
            "Sends that did not begin, since their claim was lost while they waited.",
            "it rises: processes freeze"),
    UNDER_LOST_CLAIM(
            "stickermill.sends.under_lost_claim",
            COUNTER,
            "sends",
            "delivery",
            "Sends that ended after their lease had.",
            "it rises: the lease is too short, or processes freeze"),
    TELEGRAM_CALLS(
            "stickermill.telegram.calls",
            HISTOGRAM,
            "seconds",
            "gateway, generation, delivery, backfill",
            "Calls of the Bot API, and how long they took. A `getUpdates` waits on purpose.",
            "`not_sent` and `unknown` rise: the network, or Telegram is down",
            Label.METHOD,
            Label.ANSWER),
    INLINE_ENDED(
            "stickermill.inline.ended",
            HISTOGRAM,
            "seconds",
            "history, delivery",
            "Inline queries, from their coming until they ended. People wait for it with each key that they press.",
            "`LATE` or `FAILED` rises: people see nothing of what they look for; `REFUSED` or `SHORTENED` stays: Telegram does not know stored file ids",
            Label.INLINE_END),
    LIMITS_WAIT(
            "stickermill.limits.wait",
            HISTOGRAM,
            "seconds",
            "delivery",
            "What a message waited for its turn under Telegram's limits.",
            "it grows: one bot can send no faster"),
    LIMITS_REFUSED(
            "stickermill.limits.refused",
            COUNTER,
            "calls",
            "delivery",
            "Messages and edits that Telegram refused with 429.",
            "it rises all the time: another program sends with the same token",
            Label.METHOD),
    LIMITS_HELD(
            "stickermill.limits.hold",
            TIMER,
            "seconds",
            "delivery",
            "How long Telegram put a method in a chat on hold with a 429. The sum is the time on hold.",
            "the sum grows faster than the clock",
            Label.METHOD),
    CREDIT_CHARGES(
            "stickermill.credit.charges",
            COUNTER,
            "orders",
            "gateway",
            "What became of orders that cost credits, where there are prices.",
            "`GIVEN` rises: stickers come after their price was given back; `RELEASED` rises faster than `SETTLED`: what is ordered is not delivered",
            Label.CHARGE),
    CREDIT_OPEN(
            "stickermill.credit.open",
            GAUGE,
            "orders",
            "gateway",
            "Orders whose price is reserved, where there are prices.",
            "`HELD` is not 0: look whether their stickers have come, and replay their dead letters or leave them",
            Label.OPEN_CHARGE),
    CREDITS_SPENT(
            "stickermill.credits.spent",
            COUNTER,
            "credits",
            "gateway",
            "Credits that were taken for stickers that have come.",
            ""),
    STARS(
            "stickermill.stars",
            COUNTER,
            "stars",
            "gateway",
            "Telegram Stars that people have paid, and that were given back.",
            "",
            Label.STARS),
    PAYMENTS_WAITING(
            "stickermill.payments.waiting",
            GAUGE,
            "payments",
            "gateway",
            "Payments of which nobody knows what for, where there are prices.",
            "it is not 0: look at them with `./stickermill payments list`"),
    RETENTION_REMOVED(
            "stickermill.retention.removed",
            COUNTER,
            "rows",
            "every service",
            "What was over its lifetime and is gone.",
            "it stays 0 for a month",
            Label.REMOVED);

    /** What a metric is. */
    public enum Kind {
        /** It only rises, until the process starts anew. */
        COUNTER,
        /** A figure of now. */
        GAUGE,
        /** Number, sum and greatest of durations. */
        TIMER,
        /** As a timer, with fixed buckets, so that percentiles can be told. */
        HISTOGRAM
    }

    /** Upper bounds of a histogram's buckets: from a call to a long wait, few enough for any number of series. */
    public static final List<Duration> BUCKETS = Stream.of(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .collect(Collectors.collectingAndThen(Collectors.toList(), bounds -> {
                bounds.addAll(List.of(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1)));
                return List.copyOf(bounds);
            }));

    private static final Map<String, Metric> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Metric::meterName, Function.identity()));

    private final String meterName;
    private final Kind kind;
    private final String unit;
    private final String services;
    private final String meaning;
    private final String worry;
    private final List<Label> labels;

    Metric(String meterName, Kind kind, String unit, String services, String meaning, String worry, Label... labels) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.services = services;
        this.meaning = meaning;
        this.worry = worry;
        this.labels = List.of(labels);
    }

    /** The metric that Micrometer knows by this name. */
    public static Optional<Metric> named(String meterName) {
        return Optional.ofNullable(BY_NAME.get(meterName));
    }

    /** Micrometer's name, with dots. */
    public String meterName() {
        return meterName;
    }

    public Kind kind() {
        return kind;
    }

    public String unit() {
        return unit;
    }

    /** The services that have it, in words. */
    public String services() {
        return services;
    }

    public String meaning() {
        return meaning;
    }

    /** When to look at it; empty for one that only tells. */
    public String worry() {
        return worry;
    }

    public List<Label> labels() {
        return labels;
    }

    Optional<Label> label(String key) {
        return labels.stream().filter(label -> label.key().equals(key)).findFirst();
    }

    /** @param values of its labels, in their order */
    public Counter counter(MeterRegistry registry, String... values) {
        must(kind == COUNTER);
        return Counter.builder(meterName)
                .description(meaning)
                .tags(tags(values))
                .register(registry);
    }

    /** @param values of its labels, in their order */
    public Timer timer(MeterRegistry registry, String... values) {
        must(kind == TIMER || kind == HISTOGRAM);
        Timer.Builder timer = Timer.builder(meterName).description(meaning).tags(tags(values));
        return (kind == HISTOGRAM ? timer.serviceLevelObjectives(BUCKETS.toArray(Duration[]::new)) : timer)
                .register(registry);
    }

    /**
     * Shows a figure from now on.
     *
     * @param figure asked at every look; kept from being collected
     * @param values of its labels, in their order
     */
    public void gauge(MeterRegistry registry, Supplier<Number> figure, String... values) {
        must(kind == GAUGE);
        Gauge.builder(meterName, figure).description(meaning).tags(tags(values)).register(registry);
    }

    private Tags tags(String... values) {
        must(values.length == labels.size());
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i).key(), values[i]);
        }
        return tags;
    }

    private void must(boolean asDeclared) {
        if (!asDeclared) {
            throw new IllegalArgumentException(this + " is a " + kind + " with the labels " + labels);
        }
    }
}
