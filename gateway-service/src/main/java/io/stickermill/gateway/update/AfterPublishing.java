package io.stickermill.gateway.update;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Where what follows a publishing runs: not on the producer's own thread, which the next publishing may have to wait for. */
final class AfterPublishing {

    static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private AfterPublishing() {}
}
