package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.platform.dispatch.FaultClassifier;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.platform.dispatch.UnreadableValueException;
import io.stickermill.platform.dispatch.ValueReader;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.PhotoRequested;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/**
 * Takes stored jobs as their turn comes, a bounded number at a time, whichever instance stored them; also those whose
 * instance died. One thread claims, and keeps the claims of what is in work; each job has a virtual thread.
 */
final class JobRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** Jobs of the chat that are told how many are before them now. */
    private static final int TOLD = 3;

    private final WaitingJobs waiting;
    private final ClaimedJobs claimed;
    private final Work generation;
    private final FailedJobs failures;
    private final ValueReader<PhotoRequested> requests;
    private final GenerationEvents events;
    private final Settings settings;
    private final Clock clock;
    private final Traces traces;
    private final Timer waits;

    private final Semaphore slots;
    private final Semaphore wake = new Semaphore(0);
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final Queue<StoredJob> unreleased = new ConcurrentLinkedQueue<>();
    private volatile boolean started;
    private boolean stale;
    private volatile CountDownLatch claimerEnded = new CountDownLatch(0);

    /**
     * How it runs.
     *
     * @param atOnce jobs in work at the same time
     * @param look how often it looks for jobs of others without being woken
     * @param renew after how long a claim is renewed; well below its lease
     * @param drain how long a stop waits for the jobs in work
     */
    record Settings(int atOnce, Duration look, Duration renew, Duration drain) {}

    /** What is done for a job. */
    @FunctionalInterface
    interface Work {

        /**
         * Works on a claimed job. Done: it has ended. Anything else: it has not, and nothing of it is to be seen.
         *
         * @throws MakerEnded if what worked on its photo ended; nothing of it is to be seen
         */
        Outcome on(PhotoRequested request, StoredJob job) throws Exception;
    }

    private record Running(StoredJob job, Thread thread, long renewedAt) {}

    JobRunner(
            WaitingJobs waiting,
            ClaimedJobs claimed,
            Work generation,
            FailedJobs failures,
            ValueReader<PhotoRequested> requests,
            GenerationEvents events,
            Settings settings,
            Clock clock,
            MeterRegistry meters,
            Traces traces) {
        this.waiting = waiting;
        this.claimed = claimed;
        this.generation = generation;
        this.failures = failures;
        this.requests = requests;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        this.traces = traces;
        this.slots = new Semaphore(settings.atOnce());
        this.waits = Metric.GENERATION_WAIT.timer(meters);
        Metric.GENERATION_RUNNING.gauge(meters, running::size);
    }

    /** There may be something to work on. */
    void wake() {
        wake.release();
    }

    @Override
    public synchronized void start() {
        started = true;
        claimerEnded = new CountDownLatch(1);
        Thread.ofPlatform().name("job-claimer").daemon().start(this::claimAndKeep);
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Jobs in work may end; what does not in time is given back to the others. */
    @Override
    public void stop() {
        started = false;
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() < deadline) {
                wake.release();
                Thread.sleep(Duration.ofMillis(20));
            }
            running.values().forEach(job -> job.thread().interrupt());
            wake.release();
            claimerEnded.await(settings.look().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void claimAndKeep() {
        try {
            while (started || !running.isEmpty()) {
                try {
                    keep();
                    if (started) {
                        claim();
                    }
                } catch (RuntimeException e) {
                    log.warn("no job can be claimed: {}", e.toString());
                }
                if (wake.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            claimerEnded.countDown();
        }
    }

    private void claim() {
        int free = slots.availablePermits();
        if (free == 0) {
            return;
        }
        if (!waiting.countLook()) {
            if (!stale) {
                log.error("The database is older than what was seen before: it was restored. Stored jobs wait until"
                        + " `recover` has run, which starts this service again.");
            }
            stale = true;
            return;
        }
        List<UUID> due = waiting.due(free);
        // What is in work here is held, even where its lease could not be renewed for a while.
        due.stream()
                .filter(jobId -> !running.containsKey(jobId))
                .forEach(jobId -> waiting.claim(jobId).ifPresent(this::begin));
        if (due.size() == free && slots.availablePermits() > 0) {
            // Others were faster with some of them; there may be more.
            wake();
        }
    }

    /** A job may take longer than its lease, a living instance's job is nobody else's. */
    private void keep() {
        for (StoredJob job = unreleased.peek(); job != null; job = unreleased.peek()) {
            claimed.release(job);
            unreleased.remove(job);
        }
        long now = System.nanoTime();
        running.values().stream()
                .filter(job -> now - job.renewedAt() > settings.renew().toNanos())
                .forEach(held -> {
                    claimed.renew(held.job());
                    running.computeIfPresent(held.job().id(), (_, job) -> new Running(job.job(), job.thread(), now));
                });
    }

    private void begin(StoredJob job) {
        slots.acquireUninterruptibly();
        Thread thread = Thread.ofVirtual()
                .name("job-" + job.id())
                .unstarted(() -> ReplayScope.of(job.record(), () -> {
                    run(job);
                    return null;
                }));
        running.put(job.id(), new Running(job, thread, System.nanoTime()));
        thread.start();
    }

    private void run(StoredJob job) {
        MDC.put("job_id", job.id().toString());
        MDC.put("chat_id", Long.toString(job.chatId()));
        Context trace = Traces.of(job.record().header(EventHeaders.TRACE_PARENT));
        var about = Traces.About.job(job.id(), job.attempt());
        try {
            // One that waits for another's model comes back again and again.
            if (job.attempt() == 1 && !job.aside()) {
                Instant now = clock.instant();
                waits.record(Duration.between(job.storedAt(), now));
                traces.waited("generations", trace, job.storedAt(), now, about);
            }
            @Nullable
            PhotoRequested request = traces.within("make sticker", SpanKind.INTERNAL, trace, about, () -> work(job));
            nextOf(job.chatId(), request);
        } catch (InterruptedException | CancellationException stopping) {
            release(job);
        } catch (Exception e) {
            log.warn("job {} is given back: {}", job.id(), e.toString());
            release(job);
        } finally {
            running.remove(job.id());
            slots.release();
            wake();
            MDC.remove("job_id");
            MDC.remove("chat_id");
        }
    }

    /** Gives the request, if it could be read. The job has ended, waits for its next try, or is to be given back. */
    private @Nullable PhotoRequested work(StoredJob job) throws InterruptedException {
        PhotoRequested request = null;
        Outcome outcome;
        Exception thrown = null;
        try {
            request = requests.read(job.request());
            if (failures.isGivenUp(job)) {
                failures.giveUp(request, job);
                return request;
            }
            outcome = generation.on(request, job);
        } catch (InterruptedException | CancellationException stopping) {
            throw stopping;
        } catch (MakerEnded ended) {
            failures.ended(Objects.requireNonNull(request), job, ended);
            return request;
        } catch (Exception fault) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopping");
            }
            thrown = fault;
            outcome = FaultClassifier.standard().classify(fault);
        }
        if (!(outcome instanceof Outcome.Done)) {
            failures.failed(request, job, outcome, thrown);
        }
        return request;
    }

    /** A job that nobody works on is not to wait for its lease to end, nor to count as one that its photo ended. */
    private void release(StoredJob job) {
        // The flag is to be down: what follows still needs the database.
        boolean stopping = Thread.interrupted();
        try {
            claimed.release(job);
        } catch (RuntimeException e) {
            log.warn("job {} can't be given back yet: {}", job.id(), e.toString());
            unreleased.add(job);
        }
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void nextOf(long chatId, @Nullable PhotoRequested ended) throws Exception {
        waiting.turn(chatId);
        if (ended != null && ended.getChatKind() == ChatKind.GROUP) {
            return;
        }
        List<byte[]> queue = waiting.queue(chatId, TOLD + 1);
        for (int before = 1; before < queue.size(); before++) {
            try {
                events.queued(requests.read(queue.get(before)), before);
            } catch (UnreadableValueException e) {
                log.warn("a stored request of chat {} can't be read", chatId);
            }
        }
    }
}
