package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One part's process, which can be started again and again. Its output goes to the part's log. Methods are called by one
 * thread at a time, except {@link #pid()}, {@link #signal} and {@link #kill()}.
 */
public final class PartProcess {

    private static final long LOG_LIMIT_BYTES = 16L * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration TO_WRITE_IT_DOWN = Duration.ofSeconds(2);

    private final Part part;
    private final Path log;
    private final PidFile pidFile;
    private final Path data;
    private volatile long logStart;
    private volatile @Nullable Process process;

    public PartProcess(Part part, Home home) {
        this.part = part;
        this.data = home.folder();
        this.log = home.log(part.name());
        this.pidFile = new PidFile(home.run().resolve(part.name() + ".pid"));
    }

    public Part part() {
        return part;
    }

    /** The process's id while it lives. */
    public OptionalLong pid() {
        Process current = process;
        return current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
    }

    /**
     * Starts the process; returns at once. A process that an earlier run of the stack has left behind is ended first.
     *
     * @return completed when the process has ended
     */
    public CompletableFuture<Process> start() {
        try {
            pidFile.endLeftOver();
            Launch launch = part.launch();
            rotateLog();
            logStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(OwnSession.command(launch.command()))
                    .directory(launch.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("STICKERMILL_"));
            builder.environment().putAll(launch.environment());
            Process started = builder.start();
            started.getOutputStream().close();
            process = started;
            pidFile.write(started.toHandle());
            return started.onExit();
        } catch (IOException e) {
            throw new PartFailed(
                    part.name(),
                    "could not be started: "
                            + (DiskSpace.isToldBy(String.valueOf(e.getMessage()))
                                    ? DiskSpace.full(data)
                                    : e.getMessage()),
                    e);
        }
    }

    /**
     * Waits until the part is ready.
     *
     * @throws PartFailed when the process ends first or the part's time is up
     */
    public void awaitReady() throws InterruptedException {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(part.name() + " has not been started");
        }
        Instant deadline = Instant.now().plus(part.startTimeout());
        while (!isReady()) {
            if (current.waitFor(POLL)) {
                throw new PartFailed(
                        part.name(),
                        "ended with exit code " + current.exitValue() + " before it was ready: " + reason(),
                        tail(),
                        null);
            }
            if (Instant.now().isAfter(deadline)) {
                PartFailed late = new PartFailed(
                        part.name(),
                        "was not ready after " + part.startTimeout().toSeconds() + " s: " + reason(),
                        tail(),
                        null);
                logThreads(current);
                throw late;
            }
        }
        try {
            part.onReady();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new PartFailed(part.name(), "runs, but could not be set up: " + e.getMessage(), e);
        }
    }

    /** What hangs says at what, in its log: it is about to be ended, and nobody could find out later. */
    private void logThreads(Process current) throws InterruptedException {
        if (current.info().command().orElse("").endsWith("/java")) {
            signal("QUIT");
            var _ = current.waitFor(TO_WRITE_IT_DOWN);
        }
    }

    /** Whether the process lives and the part would count as ready now. */
    public boolean answers() {
        try {
            return pid().isPresent() && isReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the part says that it can't do although it is ready; empty, too, when it does not answer. */
    public Optional<String> limits() {
        try {
            return part.limits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asks for a clean stop and kills the process when its time is up. */
    public void stop() {
        Process current = process;
        if (current == null) {
            return;
        }
        if (current.isAlive()) {
            signal(part.stopSignal());
            try {
                current.onExit().get(part.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
                kill();
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
            }
        }
        pidFile.delete();
    }

    /** SIGKILL to the process and its children; returns when all of them are gone. */
    public void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        List<ProcessHandle> children = current.descendants().toList();
        current.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        current.onExit().join();
        children.forEach(child -> child.onExit().join());
    }

    /**
     * Sends a signal to the process.
     *
     * @param name without SIG, for example STOP or CONT
     */
    public void signal(String name) {
        pid().ifPresent(pid -> {
            try {
                int exit = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (exit != 0 && pid().isPresent()) {
                    throw new PartFailed(part.name(), "(pid " + pid + ") could not be sent SIG" + name);
                }
            } catch (IOException e) {
                throw new PartFailed(part.name(), "(pid " + pid + ") could not be sent SIG" + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    public Path log() {
        return log;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return part.ready();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception notYet) {
            return false;
        }
    }

    /** Why it ended, as far as its log tells, in one line. */
    public String reason() {
        try {
            LastWords words = LastWords.in(log, logStart);
            Optional<String> full =
                    words.tellOfAFullDisk() ? Optional.of(DiskSpace.full(data)) : DiskSpace.shortage(data);
            return full.or(words::reason).orElse("it has said nothing") + " (" + log + ")";
        } catch (IOException unreadable) {
            return "see " + log;
        }
    }

    private String tail() {
        try {
            return LastWords.in(log, logStart).tail();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
