package io.stickermill.gateway.update;

import java.time.Duration;

/** A look at one thing that updates need. One at a time, and what one finds holds for the next: when everything fails, everything asks. */
abstract class Look implements Surroundings {

    /** How long a look may take, and how long one that finds nothing good holds. */
    static final Duration LONGEST = Duration.ofSeconds(3);

    private long unwellUntil = System.nanoTime();

    @Override
    public final synchronized boolean areWell() {
        if (System.nanoTime() - unwellUntil < 0) {
            return false;
        }
        boolean well = look();
        unwellUntil = System.nanoTime() + (well ? 0 : LONGEST.toNanos());
        return well;
    }

    /** Whether it is well just now. */
    abstract boolean look();
}
