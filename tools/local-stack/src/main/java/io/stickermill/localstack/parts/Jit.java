package io.stickermill.localstack.parts;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the JVMs of a stack compile. The quick compiler alone starts sooner and takes less of few cores at first; the optimizing one,
 * which production runs with, makes the same photo for less (docs/benchmarks.md) once it has seen some hundreds.
 */
public enum Jit {
    /** The first compiler alone (C1). */
    QUICK(List.of("-XX:TieredStopAtLevel=1")),
    /** The JDK's own way: both. */
    FULL(List.of());

    /** The variable that names one of them. */
    static final String VARIABLE = "STICKERMILL_JIT";

    /** From so many on there is one to spare for the optimizing compiler. */
    private static final int ENOUGH_CORES = 4;

    private final List<String> options;

    Jit(List<String> options) {
        this.options = options;
    }

    /** The one that this process's environment names, else the one for this machine. */
    public static Jit ofMachine() {
        return of(System.getenv(), Runtime.getRuntime().availableProcessors());
    }

    /** For the JVM's command line. */
    List<String> options() {
        return options;
    }

    /**
     * The one that is named, else the one for so many cores.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Jit of(Map<String, String> environment, int cores) {
        String named = environment.get(VARIABLE);
        if (named == null || named.isBlank()) {
            return cores < ENOUGH_CORES ? QUICK : FULL;
        }
        return switch (named.toLowerCase(Locale.ROOT)) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException(VARIABLE + " is '" + named + "': quick or full was expected");
        };
    }
}
