package io.stickermill.gateway.update;

import io.opentelemetry.context.Context;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Where what follows a publishing runs: not on the producer's own thread, which the next publishing may have to wait for. */
final class AfterPublishing {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private AfterPublishing() {}

    /** Threads on which it belongs to the trace of what is done now. */
    static Executor threads() {
        return Context.current().wrap(THREADS);
    }
}
