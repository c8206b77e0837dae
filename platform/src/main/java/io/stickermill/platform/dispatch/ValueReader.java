package io.stickermill.platform.dispatch;

/** Turns a record's bytes into its value; called on a worker, once an attempt. */
@FunctionalInterface
public interface ValueReader<T> {

    /**
     * @throws UnreadableValueException when these bytes will never be readable: a dead letter at once. Any other exception
     *     (a schema registry that is down) is judged by the {@link FaultClassifier}, which by default tries again
     */
    T read(byte[] bytes) throws Exception;
}
