package io.stickermill.platform.dispatch.guarantee;

/** Sees everything in one order, from one thread at a time. Numbers count from 0 within a key. */
public interface ProcessingGuarantee {

    default void onProduced(String key, int number) {}

    default void onStarted(String member, String key, int number) {}

    default void onFinished(String member, String key, int number) {}

    /** Killed: what it had started is never finished by it. */
    default void onKilled(String member) {}

    /** @throws AssertionError when it did not hold */
    void assertHeld();
}
