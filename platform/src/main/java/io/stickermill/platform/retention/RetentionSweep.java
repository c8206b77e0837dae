package io.stickermill.platform.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.metric.Metric;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is over its lifetime, of each kind in turn; by the database's clock, since what is gone is gone. */
public final class RetentionSweep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);

    private final List<Expiring> kinds;
    private final int batch;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile boolean closed;

    RetentionSweep(List<Expiring> kinds, int batch, InstantSource clock, MeterRegistry meters) {
        this.kinds = List.copyOf(kinds);
        this.batch = batch;
        this.clock = clock;
        this.meters = meters;
        // Known from the start: a rate can be asked for before anything was removed.
        kinds.forEach(this::counter);
    }

    /** Sweeps once. A kind that fails is left to the next sweep, and holds up no other. */
    public void run() {
        for (Expiring kind : kinds) {
            try {
                sweep(kind);
            } catch (RuntimeException e) {
                log.warn(
                        "what is over its time of {} could not be removed; the next sweep tries again", kind.what(), e);
            }
        }
    }

    /** Ends a sweep that runs after its batch. */
    @Override
    public void close() {
        closed = true;
    }

    private void sweep(Expiring kind) {
        Instant before = clock.instant().minus(kind.lifetime());
        long all = 0;
        int removed = batch;
        while (removed == batch && !closed) {
            removed = kind.rows().remove(before, batch);
            counter(kind).increment(removed);
            all += removed;
        }
        if (all > 0) {
            log.info("removed {} of {} that were older than {}", all, kind.what(), before);
        }
    }

    private Counter counter(Expiring kind) {
        return Metric.RETENTION_REMOVED.counter(meters, kind.what());
    }
}
