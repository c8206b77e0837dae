package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.stickermill.platform.dispatch.GroupTopics.Exhausted;
import io.stickermill.platform.dispatch.GroupTopics.InPlace;
import io.stickermill.platform.dispatch.GroupTopics.NextTry;
import io.stickermill.platform.dispatch.GroupTopics.Through;
import io.stickermill.platform.dispatch.Origin.Untold;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What is left to do for one record. It runs on one worker at a time and keeps what it has reached between the runs. */
final class Task<T> {

    private static final Logger log = LoggerFactory.getLogger(Task.class);

    /** What a run came to. */
    sealed interface Progress {}

    /** Nothing is left to do: the offset may be committed. */
    record Finished() implements Progress {}

    /** It failed, and is to be run again after the delay; its key waits. */
    record Again(Duration delay) implements Progress {}

    /** Its time has not come: to be run again after the delay; its key waits, and takes no room from others. */
    record NotYet(Duration delay) implements Progress {}

    private sealed interface Step {}

    private record Handle() implements Step {}

    private record SendToRetry(Through way, Instant due, String cause) implements Step {}

    private record TellLater(Through way, Instant due, Untold untold) implements Step {}

    private record SendToDeadLetters(String cause, @Nullable Throwable fault) implements Step {}

    private record TellHandler(Untold untold) implements Step {}

    /** Of a record without anything in it, about. */
    private static final int OWN_BYTES = 1024;

    /** How long a handler that can't tell of a dead letter is asked to. */
    private static final Duration TELL_WITHIN = Duration.ofDays(1);

    private final ConsumerRecord<byte[], byte[]> record;
    private final Origin origin;
    private final Subscription<T> subscription;
    private final Executor workers;
    private final TaskContext context;
    private final Map<String, String> headers;
    private final Instant receivedAt;
    private final long dueNanos;

    private Step step;
    private boolean begun;
    private boolean waitTold;
    private @Nullable Throwable lastFault;
    private int failures;
    private int sendFailures;

    Task(
            ConsumerRecord<byte[], byte[]> record,
            Origin origin,
            Subscription<T> subscription,
            Executor workers,
            TaskContext context) {
        this.record = record;
        this.origin = origin;
        this.subscription = subscription;
        this.workers = workers;
        this.context = context;
        this.headers = new HashMap<>();
        record.headers().forEach(header -> {
            if (header.value() == null) {
                headers.remove(header.key());
            } else {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        });
        this.step = origin.untold() == null ? new Handle() : new TellHandler(origin.untold());
        this.receivedAt = context.clock().instant();
        this.dueNanos = System.nanoTime()
                + origin.waitAt(receivedAt, context.topics().delayOf(record.topic()))
                        .toNanos();
    }

    long offset() {
        return record.offset();
    }

    long timestamp() {
        return record.timestamp();
    }

    /** What it takes in memory while it is not worked on. */
    long size() {
        return OWN_BYTES + (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** Where it runs: those of its subscription, also when it comes through a retry topic. */
    Executor workers() {
        return workers;
    }

    /** Tasks of the same lane run one after the other; a record without a key has a lane of its own. */
    Object lane() {
        return record.key() == null ? this : new Lane(origin.topic(), ByteBuffer.wrap(record.key()));
    }

    private record Lane(String topic, ByteBuffer key) {}

    /** From now; not positive when it may run at once. The process's clock may be set meanwhile. */
    Duration untilDue() {
        return Duration.ofNanos(dueNanos - System.nanoTime());
    }

    /** Goes as far as it can. */
    Progress run() {
        MDC.put("record", name());
        RecordIds ids = delivery(attempts()).ids();
        UUID jobId = ids.jobId().orElse(null);
        MDC.put("job_id", jobId == null ? null : jobId.toString());
        MDC.put("chat_id", ids.chatId().map(String::valueOf).orElse(null));
        Context trace = Traces.of(headers.get(EventHeaders.TRACE_PARENT));
        try {
            if (!waitTold) {
                waitTold = true;
                context.traces()
                        .waited(
                                record.topic(),
                                trace,
                                Instant.ofEpochMilli(record.timestamp()),
                                context.clock().instant(),
                                about(jobId, 0));
            }
            return context.traces()
                    .within(
                            "handle " + origin.topic(),
                            SpanKind.CONSUMER,
                            trace,
                            about(jobId, attempts() + 1),
                            this::takeSteps);
        } finally {
            MDC.remove("record");
            MDC.remove("job_id");
            MDC.remove("chat_id");
        }
    }

    private Traces.About about(@Nullable UUID jobId, int attempt) {
        return new Traces.About(jobId, record.topic(), context.topics().groupId(), attempt);
    }

    private Progress takeSteps() {
        try {
            Progress progress = null;
            while (progress == null) {
                progress = takeStep();
            }
            return progress;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Again(context.policy().firstDelay());
        } catch (Throwable fault) {
            return sendAgain(fault);
        }
    }

    /** Null when the next step can be taken at once. */
    private @Nullable Progress takeStep() throws Exception {
        switch (step) {
            case Handle handle -> {
                return judge(attempt());
            }
            case SendToRetry(Through way, Instant due, String cause) -> {
                context.publisher()
                        .publish(
                                way.retryTopic(),
                                record,
                                origin.retriedAt(due, attempts()).in(record.headers(), cause));
                context.meters().retried(origin.topic(), way.retryTopic());
                return new Finished();
            }
            case SendToDeadLetters(String cause, Throwable fault) -> {
                RecordPlace letter = context.publisher()
                        .publishWhatFits(
                                context.topics().deadLetters(),
                                record,
                                origin.retriedAt(Instant.EPOCH, attempts()).in(record.headers(), cause, fault));
                DeadLetters.announce(
                        log,
                        new RecordPlace(origin.topic(), origin.partition(), origin.offset()),
                        attempts(),
                        letter,
                        cause);
                context.meters().deadLetter(origin.topic());
                step = new TellHandler(new Untold(context.clock().instant(), cause));
                return null;
            }
            case TellHandler(Untold untold) -> {
                Delivery delivery = delivery(attempts());
                Telling telling = ReplayScope.of(
                        delivery, () -> subscription.handler().onDeadLetter(readable(), delivery, untold.cause()));
                return switch (telling) {
                    case Telling.Told() -> new Finished();
                    case Telling.Untellable(String why) -> untold(why);
                };
            }
            case TellLater(Through way, Instant due, Untold untold) -> {
                context.publisher()
                        .publishWhatFits(
                                way.retryTopic(),
                                record,
                                origin.untoldUntil(due, untold).in(record.headers(), untold.cause()));
                context.meters().retried(origin.topic(), way.retryTopic());
                return new Finished();
            }
        }
    }

    private Outcome attempt() throws InterruptedException {
        if (!begun) {
            begun = true;
            Instant since = origin.due().isAfter(receivedAt) ? origin.due() : receivedAt;
            if (origin.attempts() == 0 && context.topics().isRetry(record.topic())) {
                log.info("{} is a replayed dead letter: {}", name(), headers.get(GroupHeaders.REPLAY));
                context.meters().replayed(origin.topic());
            }
            Instant now = context.clock().instant();
            context.meters().waited(origin.topic(), Duration.between(since, now));
            if (!context.topics().isRetry(record.topic())) {
                context.meters().waitedInTopic(origin.topic(), Duration.between(origin.timestamp(), now));
            }
        }
        context.meters().started();
        long start = System.nanoTime();
        Outcome outcome = Outcome.retry("interrupted");
        try {
            outcome = handle();
            return outcome;
        } finally {
            context.meters().handled(origin.topic(), outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Outcome handle() throws InterruptedException {
        lastFault = null;
        Delivery delivery = delivery(attempts() + 1);
        try {
            return ReplayScope.of(
                    delivery,
                    () -> Objects.requireNonNull(
                            subscription.handler().handle(read(), delivery), "the handler returned no outcome"));
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (ForgottenPersonException forgotten) {
            context.meters().forgotten(origin.topic());
            return Outcome.done();
        } catch (Throwable fault) {
            log.debug("{} threw", subscription.handler(), fault);
            lastFault = fault;
            return context.faults().classify(fault);
        }
    }

    private @Nullable Progress judge(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                return new Finished();
            }
            case Outcome.Wait(Duration delay, String why) -> {
                return await(delay, why);
            }
            case Outcome.DeadLetter(String cause) -> {
                failures++;
                return giveUp(cause);
            }
            case Outcome.Retry(String cause, Duration atLeast) -> {
                if (atLeast != null) {
                    return await(atLeast, cause);
                }
                failures++;
                return next(
                        context.topics().after(record.topic(), failures, attempts(), context.policy()),
                        Cause.scrub(cause));
            }
            case Outcome.Outage(String cause, Duration atLeast) -> {
                if (atLeast != null) {
                    return await(atLeast, cause);
                }
                failures++;
                return next(
                        context.topics().afterOutage(record.topic(), failures, attempts(), context.policy()),
                        Cause.scrub(cause));
            }
        }
    }

    private @Nullable Progress await(Duration delay, String why) {
        log.debug("{} waits {}: {}", name(), delay, why);
        boolean isLong = delay.compareTo(context.policy().maxDelay()) > 0;
        Through aside = isLong && context.memory().isCrowded()
                ? context.topics().aside(delay).orElse(null)
                : null;
        if (aside == null) {
            return new NotYet(delay);
        }
        step = new SendToRetry(aside, context.clock().instant().plus(aside.delay()), Cause.scrub(why));
        return null;
    }

    private @Nullable Progress next(NextTry next, String cause) {
        switch (next) {
            case InPlace(Duration delay) -> {
                if (failures == 1) {
                    log.warn("{} failed at attempt {}, is tried again in place: {}", name(), attempts(), cause);
                }
                return new Again(delay);
            }
            case Through way -> {
                log.warn("{} failed at attempt {}, goes to {}: {}", name(), attempts(), way.retryTopic(), cause);
                step = new SendToRetry(way, context.clock().instant().plus(way.delay()), cause);
                return null;
            }
            case Exhausted exhausted -> {
                return giveUp("out of attempts: " + cause);
            }
        }
    }

    private @Nullable Progress giveUp(String cause) {
        String scrubbed = Cause.scrub(cause);
        step = new SendToDeadLetters(scrubbed, lastFault);
        return null;
    }

    private Progress sendAgain(Throwable fault) {
        sendFailures++;
        log.warn("{}: {} failed {} times: {}", name(), step.getClass().getSimpleName(), sendFailures, Cause.of(fault));
        if (step instanceof SendToRetry(Through way, Instant due, String cause) && Publisher.tooLarge(fault)) {
            step = new SendToDeadLetters("too large for " + way.retryTopic() + ": " + cause, lastFault);
        }
        if (step instanceof TellHandler(Untold untold)
                && sendFailures > context.policy().inPlaceRetries()) {
            return tellLater(untold, fault);
        }
        return new Again(context.policy().delayAfter(sendFailures));
    }

    /** What can't be told now holds neither its key nor its partition. */
    private Progress tellLater(Untold untold, Throwable fault) {
        Instant now = context.clock().instant();
        Through way = context.topics().onwards(record.topic()).orElse(null);
        if (way == null || untold.since().plus(TELL_WITHIN).isBefore(now)) {
            return untold("its handler failed at that: " + Cause.of(fault));
        }
        step = new TellLater(way, now.plus(way.delay()), untold);
        return new Again(Duration.ZERO);
    }

    private Progress untold(String why) {
        log.error("nobody was told that {} lies in the dead letters: {}", name(), Cause.scrub(why));
        context.meters().untold(origin.topic());
        return new Finished();
    }

    private T read() throws Exception {
        if (record.value() == null) {
            throw new UnreadableValueException("the record has no value", null);
        }
        return subscription.reader().read(record.value());
    }

    private @Nullable T readable() {
        try {
            return read();
        } catch (Exception unreadable) {
            return null;
        }
    }

    /** That have failed, in all topics. */
    private int attempts() {
        return origin.attempts() + failures;
    }

    private Delivery delivery(int attempt) {
        return new Delivery(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                record.key() == null ? null : new String(record.key(), UTF_8),
                origin.timestamp(),
                attempt,
                headers,
                receivedAt,
                record.headers());
    }

    private String name() {
        return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    }
}
