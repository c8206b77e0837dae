package io.stickermill.history.parts;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Follows the system's clock until a test sets it. */
public final class MovableClock extends Clock {

    private volatile Instant set;

    public void set(Instant now) {
        set = now;
    }

    public void follow() {
        set = null;
    }

    @Override
    public Instant instant() {
        Instant at = set;
        return at == null ? Clock.systemUTC().instant() : at;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
