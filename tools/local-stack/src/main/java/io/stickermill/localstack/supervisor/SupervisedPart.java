package io.stickermill.localstack.supervisor;

import io.stickermill.common.Until;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Part;
import io.stickermill.localstack.parts.PartFailed;
import io.stickermill.localstack.parts.PartProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One part that is kept running by a thread of its own. */
final class SupervisedPart {

    /** Hears what happens, for people to read. */
    @FunctionalInterface
    interface Listener {
        void happened(SupervisedPart part, String what);
    }

    /** 128 and SIGKILL. */
    private static final int KILLED = 137;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Part part;
    private final Set<String> needs;
    private final PartProcess process;
    private final BooleanSupplier needsReady;
    private final Listener listener;
    private volatile PartState state = PartState.STOPPED;
    private volatile boolean wanted;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile Instant readySince = Instant.MAX;
    private final FailureStreak failures = new FailureStreak();
    private @Nullable Thread keeper;

    SupervisedPart(Part part, Set<String> needs, Home home, BooleanSupplier needsReady, Listener listener) {
        this.part = part;
        this.needs = needs;
        this.process = new PartProcess(part, home);
        this.needsReady = needsReady;
        this.listener = listener;
    }

    Part part() {
        return part;
    }

    /** Names of the parts that must be ready before it starts. */
    Set<String> needs() {
        return needs;
    }

    PartState state() {
        PartState now = state;
        boolean comesUp = now == PartState.STARTING || now == PartState.RESTARTING;
        return comesUp && failures.isFailing() ? PartState.FAILING : now;
    }

    /** How often it ended in a row and why it did so last. */
    FailureStreak failures() {
        if (state == PartState.READY && Backoff.isHealthy(sinceReady())) {
            failures.forget();
        }
        return failures;
    }

    private Duration sinceReady() {
        Instant since = readySince;
        Instant now = Instant.now();
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    int restarts() {
        return restarts.get();
    }

    OptionalLong pid() {
        return process.pid();
    }

    /** @param limits what it can't do although it is ready; null if nothing is known */
    record Look(PartState state, @Nullable String limits) {}

    /** Asks the part itself; may take as long as its answer. */
    Look look() {
        PartState known = state();
        if (known != PartState.READY) {
            return new Look(known, null);
        }
        return process.answers()
                ? new Look(known, process.limits().orElse(null))
                : new Look(PartState.NOT_ANSWERING, null);
    }

    synchronized void start() {
        if (keeper == null || !keeper.isAlive()) {
            wanted = true;
            failures.forget();
            state = PartState.WAITING;
            keeper = Thread.ofVirtual().name("keep-" + part.name()).start(this::keep);
        }
    }

    /** Stops it for good; returns when its process is gone. */
    synchronized void stop() {
        wanted = false;
        Thread running = keeper;
        if (running != null) {
            running.interrupt();
            process.stop();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // The keeper may have started a process between the interrupt and its end.
            process.stop();
        }
        state = PartState.STOPPED;
    }

    private void keep() {
        Backoff backoff = new Backoff();
        try {
            while (wanted) {
                Until.every(LOOK).isTrue(needsReady::getAsBoolean);
                End end = runOnce();
                Duration pause = backoff.pauseAfter(end.readyFor());
                if (wanted) {
                    failures.ended(end.why(), end.readyFor()).ifPresent(words -> listener.happened(this, words));
                    restarts.incrementAndGet();
                    state = PartState.RESTARTING;
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException stopped) {
            // By stop(), which ends the process, too.
        }
    }

    /** @param readyFor zero if it never was */
    private record End(Duration readyFor, String why) {}

    private End runOnce() throws InterruptedException {
        Instant started = Instant.now();
        state = PartState.STARTING;
        CompletableFuture<Process> exit;
        try {
            exit = process.start();
            process.awaitReady();
        } catch (PartFailed e) {
            process.kill();
            return new End(Duration.ZERO, e.why());
        } catch (RuntimeException e) {
            // Whatever it was: it is said, and tried again.
            process.kill();
            return new End(
                    Duration.ZERO,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " ("
                            + e.getClass().getSimpleName() + ")");
        }
        Instant ready = Instant.now();
        readySince = ready;
        state = PartState.READY;
        if (failures.isReadyNews()) {
            listener.happened(
                    this,
                    "ready after %.1f s"
                            .formatted(Duration.between(started, ready).toMillis() / 1000.0));
        }
        int code = await(exit);
        // Killed from outside it can't have said why.
        String how = code == KILLED
                ? "was killed, by somebody or for want of memory, and is started again"
                : "ended with exit code " + code + " and is started again: " + process.reason();
        return new End(Duration.between(ready, Instant.now()), how);
    }

    private static int await(CompletableFuture<Process> exit) throws InterruptedException {
        try {
            return exit.get().exitValue();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
