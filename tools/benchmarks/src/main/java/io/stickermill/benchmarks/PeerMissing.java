package io.stickermill.benchmarks;

/** This machine lacks what a peer needs; the message says what, and where it comes from. */
final class PeerMissing extends Exception {

    PeerMissing(String message) {
        super(message);
    }
}
