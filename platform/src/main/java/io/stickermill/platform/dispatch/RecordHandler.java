package io.stickermill.platform.dispatch;

import org.jspecify.annotations.Nullable;

/** Decides about one record at a time. Called from many threads, but never for two records of one key at once. */
@FunctionalInterface
public interface RecordHandler<T> {

    /** An exception is judged by the dispatcher's {@link FaultClassifier}. */
    Outcome handle(T value, Delivery delivery) throws Exception;

    /**
     * The record lies in the dead-letter topic: emit the event that ends its job, and return only when Kafka has it. When
     * this throws, it is called again until it succeeds. It may be called more than once for a record.
     *
     * @param value null when the record can't be read; its ids are then in the delivery's headers
     */
    default void onDeadLetter(@Nullable T value, Delivery delivery, String cause) throws Exception {}
}
