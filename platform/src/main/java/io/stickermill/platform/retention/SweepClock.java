package io.stickermill.platform.retention;

import java.time.InstantSource;

/** What sweeps take for now. The database's clock, unless there is a bean of this. */
@FunctionalInterface
public interface SweepClock extends InstantSource {}
