package io.stickermill.localstack.supervisor;

import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Part;
import io.stickermill.localstack.parts.PartProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One part that is kept running by a thread of its own. */
final class SupervisedPart {

    /** Hears what happens, for people to read. */
    @FunctionalInterface
    interface Listener {
        void happened(SupervisedPart part, String what);
    }

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Part part;
    private final Set<String> needs;
    private final PartProcess process;
    private final BooleanSupplier needsReady;
    private final Listener listener;
    private volatile PartState state = PartState.STOPPED;
    private volatile boolean wanted;
    private volatile int restarts;
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
        return state;
    }

    int restarts() {
        return restarts;
    }

    OptionalLong pid() {
        return process.pid();
    }

    /** Asks the part itself; may take as long as its answer. */
    PartState look() {
        PartState known = state;
        return known == PartState.READY && !process.answers() ? PartState.NOT_ANSWERING : known;
    }

    synchronized void start() {
        if (keeper == null || !keeper.isAlive()) {
            wanted = true;
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
                while (!needsReady.getAsBoolean()) {
                    Thread.sleep(LOOK);
                }
                Duration pause = backoff.pauseAfter(runOnce());
                if (wanted) {
                    restarts++;
                    state = PartState.RESTARTING;
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException stopped) {
            // By stop(), which ends the process, too.
        }
    }

    /** Gives the time for which it was ready. */
    private Duration runOnce() throws InterruptedException {
        Instant started = Instant.now();
        state = PartState.STARTING;
        CompletableFuture<Process> exit;
        try {
            exit = process.start();
            process.awaitReady();
        } catch (RuntimeException e) {
            // Whatever it was (a full disk, for one): it is said, and tried again.
            process.kill();
            listener.happened(this, String.valueOf(e.getMessage()));
            return Duration.ZERO;
        }
        Instant ready = Instant.now();
        state = PartState.READY;
        listener.happened(
                this,
                "ready after %.1f s".formatted(Duration.between(started, ready).toMillis() / 1000.0));
        int code = await(exit);
        if (wanted) {
            listener.happened(
                    this, "ended with exit code " + code + " and is started again; its log: " + process.log());
        }
        return Duration.between(ready, Instant.now());
    }

    private static int await(CompletableFuture<Process> exit) throws InterruptedException {
        try {
            return exit.get().exitValue();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
