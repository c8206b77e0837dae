package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's ahead-of-time caches (JEP 483, 514, 515) of the programs of a stack: classes that are loaded and linked
 * already, and profiles of what ran. A start takes about half as long with them. They belong to a build: one that is older
 * than its jar is not used.
 *
 * <p>They are made by a stack that does nothing else, and come into use all at once.
 */
public final class AotCaches {

    private static final String ENDING = ".aot";

    /** An environment variable: {@code off} leaves the caches alone, to measure what they are worth. */
    public static final String SWITCH = "STICKERMILL_AOT";

    private final Path folder;
    private final boolean training;

    private AotCaches(Path folder, boolean training) {
        this.folder = folder;
        this.training = training;
    }

    /** Those of a build, to be used where they are there. */
    static AotCaches of(BuildOutputs build) {
        return new AotCaches(build.aotCaches(), false);
    }

    /** Those of a build, to be made anew: every process writes its own when it ends, which takes it some seconds. */
    static AotCaches training(BuildOutputs build) {
        return new AotCaches(build.aotCaches().resolve("new"), true);
    }

    /**
     * The part, started with the cache of its program.
     *
     * @param program parts of one program share a cache
     * @param part one whose command begins with {@code java}
     */
    Part with(String program, Part part) {
        return new AotPart(part, program, this);
    }

    /** JVM options for a start of the program. */
    List<String> options(String program, List<String> command) {
        Path cache = folder.resolve(program + ENDING);
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + cache);
        }
        if ("off".equals(System.getenv(SWITCH))) {
            return List.of();
        }
        // The JVM looks once more, at every jar, and goes on without a cache that does not fit.
        return isNewer(cache, jar(command))
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of();
    }

    boolean isTraining() {
        return training;
    }

    /**
     * Makes the caches anew unless somebody does so already. What training writes is put in place when it has succeeded.
     *
     * @return false if another process was at it
     */
    public static boolean renew(Training training) throws IOException, InterruptedException {
        BuildOutputs build = BuildOutputs.locate();
        Path folder = Files.createDirectories(build.aotCaches());
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            AotCaches made = training(build);
            Files.createDirectories(made.folder);
            training.run();
            try (Stream<Path> files = Files.list(made.folder)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(ENDING)).toList()) {
                    Files.move(
                            file,
                            folder.resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return true;
        }
    }

    /** A run of everything that is to start more quickly, each with the options of {@link #training}. */
    @FunctionalInterface
    public interface Training {
        void run() throws IOException, InterruptedException;
    }

    /** Whether the last build has its caches. Asks for the one that every stack needs. */
    public static boolean areFresh() {
        BuildOutputs build = BuildOutputs.locate();
        Path cache = build.aotCaches().resolve(Service.GATEWAY.serviceName() + ENDING);
        return isNewer(cache, Optional.of(build.serviceJar(Service.GATEWAY)));
    }

    /**
     * What says when a jar was built. A service's is extracted from one of the same name in the folder above, and carries the
     * time of its entries, which is the same in every build: neither we nor the JVM can tell two builds apart by it.
     */
    private static Path built(Path jar) {
        Path above = jar.resolveSibling("..")
                .resolve(String.valueOf(jar.getFileName()))
                .normalize();
        return Files.exists(above) ? above : jar;
    }

    private static Optional<Path> jar(List<String> command) {
        int place = command.indexOf("-jar");
        return place < 0 ? Optional.empty() : Optional.of(Path.of(command.get(place + 1)));
    }

    private static boolean isNewer(Path cache, Optional<Path> jar) {
        try {
            return Files.exists(cache)
                    && (jar.isEmpty()
                            || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(built(jar.get())))
                                    > 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + cache, e);
        }
    }
}
