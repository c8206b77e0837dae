package io.stickermill.platform.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Polls that rest while partitions are paused. The consumer of clients 4.2.1 keeps what it has fetched of a paused partition,
 * takes it for something to return, and spins until the poll's time-out: a group with a backlog then burns a core (measured:
 * nine tenths of a backfill worker's CPU time). So the waiting is done here, between polls that don't wait.
 */
final class QuietPolls {

    /** How late a record of another partition may be noticed while one is paused. */
    private static final Duration REST = Duration.ofMillis(20);

    private QuietPolls() {}

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                QuietPolls.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("poll") && arguments[0] instanceof Duration timeout) {
                        return poll(consumer, timeout);
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, Duration timeout) {
        if (consumer.paused().isEmpty()) {
            return consumer.poll(timeout);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
        while (records.isEmpty() && System.nanoTime() < deadline) {
            rest();
            records = consumer.poll(Duration.ZERO);
        }
        return records;
    }

    /** As a poll does that is interrupted. */
    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
