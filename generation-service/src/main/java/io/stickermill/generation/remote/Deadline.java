package io.stickermill.generation.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a call to a stranger. The time-out of the JDK's HTTP client ends when the headers are there: whoever then sends a byte now and again, or
 * none, would hold its caller for ever.
 */
final class Deadline {

    private Deadline() {}

    /** @throws IOException also when the time is over */
    static <T> T of(Duration longest, Callable<T> call) throws IOException, InterruptedException {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().name("provider-call").start(task);
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + longest, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
