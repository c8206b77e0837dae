package io.stickermill.platform.dispatch;

import org.jspecify.annotations.Nullable;

/** Decides about one record at a time. Called from many threads, but never for two records of one key at once. */
@FunctionalInterface
public interface RecordHandler<T> {

    /** An exception is judged by the dispatcher's {@link FaultClassifier}. */
    Outcome handle(T value, Delivery delivery) throws Exception;

    /**
     * The record lies in the dead-letter topic: emit the event that ends its job, and return only when Kafka has it. It may
     * be called more than once for a record. When it throws, it is called again, in place and then through the retry topics,
     * for a day; then nobody is told, which is counted. Whatever it does, the record is finished.
     *
     * @param value null when the record can't be read; what {@link Delivery#ids} says is then all that is known
     */
    default Telling onDeadLetter(@Nullable T value, Delivery delivery, String cause) throws Exception {
        return Telling.told();
    }
}
