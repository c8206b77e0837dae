package io.stickermill.benchmarks;

/** The work was not done, or not once each: there is no figure. */
final class BenchFailed extends RuntimeException {

    BenchFailed(String message) {
        super(message);
    }
}
