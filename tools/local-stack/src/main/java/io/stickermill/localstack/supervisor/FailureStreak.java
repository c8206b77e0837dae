package io.stickermill.localstack.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part's ends that followed each other, without a minute of health in between. */
final class FailureStreak {

    /** From here on the part does not come up by itself: something is wrong with it. */
    private static final int FAILING = 3;

    /** Reasons that are said; one that differs each time must not fill a terminal. */
    private static final int SAID = 5;

    private final Set<String> said = new HashSet<>();
    private int ends;
    private boolean flapping;
    private @Nullable String reason;

    /**
     * @param why in one line
     * @param readyFor how long it had been ready; zero if it never was
     * @return what people hear of it: each reason once, and once that it goes on so
     */
    synchronized Optional<String> ended(String why, Duration readyFor) {
        if (Backoff.isHealthy(readyFor)) {
            forget();
        }
        ends++;
        reason = why;
        flapping = !readyFor.isZero();
        // Numbers of processes, ports and times differ where nothing else does.
        boolean news = said.size() < SAID && said.add(why.replaceAll("\\d+", "0"));
        if (ends == FAILING) {
            return Optional.of((news ? why + "; " : "") + "that was " + FAILING
                    + " times in a row: it is tried on and on, `./stickermill status` says how often and why");
        }
        return news ? Optional.of(why) : Optional.empty();
    }

    /** Whether to tell that it is ready: not of one that ends soon after, again and again. */
    synchronized boolean isReadyNews() {
        return !(isFailing() && flapping);
    }

    /** It has been well for long. */
    synchronized void forget() {
        said.clear();
        ends = 0;
        flapping = false;
        reason = null;
    }

    synchronized int ends() {
        return ends;
    }

    synchronized boolean isFailing() {
        return ends >= FAILING;
    }

    synchronized Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
