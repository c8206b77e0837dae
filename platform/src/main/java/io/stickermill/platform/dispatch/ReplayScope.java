package io.stickermill.platform.dispatch;

import io.stickermill.schemas.Replay;
import java.util.Optional;

/**
 * The replay that is being worked on, as a trace id would be kept: while the handler of a replayed record runs, whatever it
 * publishes carries the replay's mark. It does not cross to other threads by itself.
 */
public final class ReplayScope {

    private static final ScopedValue<Replay> CURRENT = ScopedValue.newInstance();

    private ReplayScope() {}

    public static Optional<Replay> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does the work on a record; with its mark, if it has one. */
    public static <R, X extends Throwable> R of(Delivery record, ScopedValue.CallableOp<? extends R, X> work) throws X {
        Replay replay = record.replay().orElse(null);
        return replay == null ? work.call() : ScopedValue.where(CURRENT, replay).<R, X>call(work);
    }
}
