package io.stickermill.benchmarks;

/** The work was not done, or not once each: there is no figure. */
public final class BenchFailed extends RuntimeException {

    public BenchFailed(String message) {
        super(message);
    }
}
