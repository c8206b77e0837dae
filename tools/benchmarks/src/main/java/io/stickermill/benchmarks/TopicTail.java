package io.stickermill.benchmarks;

import io.stickermill.operations.topic.RawConsumer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Hands over every record that comes to some topics from its making on, on a thread of its own. */
final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    TopicTail(String bootstrap, Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        this.consumer = RawConsumer.at(bootstrap);
        startAtEnd(consumer, topics);
        this.thread = Thread.ofPlatform().daemon().name("reader of " + topics).start(() -> {
            while (!closed) {
                consumer.poll(POLL).forEach(to);
            }
        });
    }

    /** What comes from now on is what the consumer reads. */
    static void startAtEnd(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> RawConsumer.partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Asked for, since a seek is done only when a position is needed.
        partitions.forEach(consumer::position);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
