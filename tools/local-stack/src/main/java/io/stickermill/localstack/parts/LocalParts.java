package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The parts that an integration test needs, on free ports, with their data in a folder:
 *
 * <pre>{@code
 * try (LocalParts parts = LocalParts.start(tempDir, EnumSet.of(BROKER, POSTGRES))) {
 *     new SpringApplicationBuilder(Main.class).properties(parts.springProperties("history")) ...
 * }
 * }</pre>
 *
 * Started again on the same folder, each part finds the data that it had.
 */
public final class LocalParts implements AutoCloseable {

    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);

    private final Site site;
    private final Map<PartKind, PartProcess> processes = new EnumMap<>(PartKind.class);
    private final Thread onExit = new Thread(this::stopAll, "local-parts-stop");

    private static @Nullable LocalParts shared;

    private LocalParts(Site site) {
        this.site = site;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Starts the parts, side by side where they can, and returns when all are ready. The registry brings PostgreSQL with
     * it, which keeps its schemas.
     *
     * @throws PartFailed when one of them does not become ready; the others are stopped
     */
    public static LocalParts start(Path home, Set<PartKind> kinds) {
        LocalParts parts = new LocalParts(Site.at(new Home(home), Ports.free()));
        try {
            parts.add(kinds);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
        return parts;
    }

    /**
     * Parts that all tests of this JVM share: those that do not run yet are started, all are stopped when the JVM ends.
     * For tests that keep out of each other's way (topics, chats and keys of their own) and kill nothing.
     */
    public static synchronized LocalParts shared(Set<PartKind> kinds) {
        LocalParts parts = shared;
        if (parts == null) {
            try {
                parts = new LocalParts(Site.at(new Home(Files.createTempDirectory("stickermill-")), Ports.free()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make a temporary folder for the parts' data", e);
            }
            shared = parts;
        }
        parts.add(kinds);
        return parts;
    }

    /**
     * The settings that tell a service where the parts are, the parts that were not started included (nobody listens
     * there).
     *
     * @param service for example {@code history}
     */
    public Map<String, String> springProperties(String service) {
        Service named = Service.named(service)
                .orElseThrow(() -> new IllegalArgumentException(
                        service + " is no service; there are " + List.of(Service.values())));
        ServiceSettings settings = new ServiceSettings(site);
        Map<String, String> properties = new HashMap<>(settings.defaults(named));
        properties.putAll(settings.of(named));
        return properties;
    }

    public int port(PartKind kind) {
        return site.ports().of(kind.partName());
    }

    /** The process's id. */
    public long pid(PartKind kind) {
        return process(kind).pid().orElseThrow(() -> new IllegalStateException(kind.partName() + " does not run"));
    }

    /** The part's output so far, over all its starts. */
    public Path log(PartKind kind) {
        return process(kind).log();
    }

    /** SIGKILL; returns when the process and its children are gone. */
    public void kill(PartKind kind) {
        process(kind).kill();
    }

    /**
     * Sends a signal, for example STOP or CONT.
     *
     * @param name without SIG
     */
    public void signal(PartKind kind, String name) {
        process(kind).signal(name);
    }

    public void stop(PartKind kind) {
        process(kind).stop();
    }

    /** Stops the part if it runs, starts it on the same port and data, and returns when it is ready. */
    public void restart(PartKind kind) {
        PartProcess process = process(kind);
        process.stop();
        bringUp(process);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException theJvmEnds) {
            // The hook runs already.
        }
        stopAll();
    }

    private void add(Set<PartKind> kinds) {
        Set<PartKind> wanted = EnumSet.copyOf(kinds);
        if (wanted.contains(PartKind.REGISTRY)) {
            wanted.add(PartKind.POSTGRES);
        }
        wanted.removeAll(processes.keySet());
        CompletableFuture<Void> noOther = CompletableFuture.completedFuture(null);
        Map<PartKind, CompletableFuture<Void>> ready = new EnumMap<>(PartKind.class);
        wanted.forEach(kind -> {
            PartProcess process = new PartProcess(site.part(kind), site.home());
            processes.put(kind, process);
            CompletableFuture<Void> before =
                    kind == PartKind.REGISTRY ? ready.getOrDefault(PartKind.POSTGRES, noOther) : noOther;
            ready.put(kind, before.thenRunAsync(() -> bringUp(process), THREADS));
        });
        try {
            CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PartFailed failed ? failed : e;
        }
    }

    private static void bringUp(PartProcess process) {
        try {
            var _ = process.start();
            process.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(process.part().name(), "was interrupted while it started", e);
        }
    }

    /** In the reverse order, so that none loses what it needs while it stops. */
    private void stopAll() {
        List.copyOf(processes.values()).reversed().forEach(PartProcess::stop);
    }

    private PartProcess process(PartKind kind) {
        PartProcess process = processes.get(kind);
        if (process == null) {
            throw new IllegalArgumentException(kind.partName() + " is not among the parts that were started");
        }
        return process;
    }
}
