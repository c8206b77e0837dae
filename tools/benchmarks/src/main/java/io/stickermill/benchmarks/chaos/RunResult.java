package io.stickermill.benchmarks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one run of the suite gave.
 *
 * @param took of the whole run, with start and end
 * @param waits by disturbance, what somebody else waited whose photo came into it; first without any
 * @param interrupted by disturbance, how long after it the last sticker came whose send it left with an unknown outcome
 * @param accepted photos
 * @param states how many of them ended how
 * @param deadLettered records in dead-letter topics
 * @param lost photos without an end
 * @param ordered stickers of remote styles
 * @param paid pictures that remote models have made for them
 * @param perhapsPaid orders of which nobody knows whether they were paid
 * @param surplus stickers beyond one a photo
 * @param unknown sends with an unknown outcome, all counted
 * @param forgotten status messages whose id only the database knew that was replaced by a copy
 * @param broken by promise, in the guarantees' order, what broke it; nothing where it held
 */
public record RunResult(
        long seed,
        Duration took,
        Map<String, List<Duration>> waits,
        Map<String, Duration> interrupted,
        long accepted,
        Map<String, Long> states,
        long deadLettered,
        long lost,
        long ordered,
        long paid,
        long perhapsPaid,
        long surplus,
        long unknown,
        long forgotten,
        Map<String, List<String>> broken) {

    static final String NOTHING = "(nothing)";

    public boolean held() {
        return broken.values().stream().allMatch(List::isEmpty);
    }

    long disturbances() {
        return waits.entrySet().stream()
                .filter(wait -> !wait.getKey().equals(NOTHING))
                .mapToLong(wait -> wait.getValue().size())
                .sum();
    }

    long kinds() {
        return waits.keySet().stream().filter(name -> !name.equals(NOTHING)).count();
    }

    /** How many photos ended so. */
    long ended(String state) {
        return states.getOrDefault(state, 0L);
    }
}
