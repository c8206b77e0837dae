package io.stickermill.platform.retention;

import java.time.Instant;

/** What sweeps call now: the database's time, which its rows have, whatever the clock of this process says. */
@FunctionalInterface
public interface SweepTime {

    Instant now();
}
