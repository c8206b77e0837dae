package io.stickermill.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of the turns of one contestant. */
final class PeerFigures {

    static final String EMULATOR = "emulator";
    static final String BENCH = "bench";

    /** They stand for Telegram and its users: nobody's product. */
    private static final Set<String> OUTSIDE = Set.of(EMULATOR, BENCH);

    private int photos;
    private Duration took = Duration.ZERO;
    private final Map<String, Duration> cpu = new LinkedHashMap<>();
    private long megabytes;
    private final List<Double> waits = new ArrayList<>();

    /**
     * Many photos at once.
     *
     * @param took from the arrival of the first photo to that of the last sticker
     * @param cpu that each process has used, the emulator's and the bench's too
     * @param megabytes most memory of its side
     */
    record Burst(int photos, Duration took, Map<String, Duration> cpu, long megabytes) {}

    void add(Burst burst) {
        photos += burst.photos();
        took = took.plus(burst.took());
        burst.cpu().forEach((part, used) -> cpu.merge(part, used, Duration::plus));
        megabytes = Math.max(megabytes, burst.megabytes());
    }

    /** Milliseconds from a photo to its sticker where there is time enough between two photos. */
    void addWaits(List<Double> millis) {
        waits.addAll(millis);
    }

    int photos() {
        return photos;
    }

    /** Photos a second. */
    double rate() {
        return photos / (took.toNanos() / 1e9);
    }

    /** Milliseconds of CPU a photo, of everything but the emulator and the bench. */
    double cpu() {
        return cpu.entrySet().stream()
                        .filter(part -> !OUTSIDE.contains(part.getKey()))
                        .mapToDouble(part -> part.getValue().toNanos() / 1e6)
                        .sum()
                / photos;
    }

    /** As {@link #cpu()}, of one process. */
    double cpuOf(String part) {
        return cpu.getOrDefault(part, Duration.ZERO).toNanos() / 1e6 / photos;
    }

    /** The processes of its side that took a tenth of a millisecond and more. */
    String parts() {
        return cpu.keySet().stream()
                .filter(part -> !OUTSIDE.contains(part) && cpuOf(part) >= 0.1)
                .map(part -> part + " " + Sample.words(cpuOf(part)))
                .collect(Collectors.joining(", "));
    }

    /** Of all processes of its side, at most. */
    long megabytes() {
        return megabytes;
    }

    /** Empty where it was not measured. */
    Optional<Sample> waits() {
        return waits.isEmpty() ? Optional.empty() : Optional.of(Sample.of(waits));
    }
}
