package io.stickermill.platform.dispatch;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From a record to the subscription of its original topic and the threads of its workers. */
final class Routes implements AutoCloseable {

    private static final Subscription<byte[]> NOBODY = new Subscription<>(
            "nobody",
            bytes -> bytes,
            (value, delivery) -> new Outcome.DeadLetter("no handler of this group takes " + delivery.topic()),
            Workers.virtual(1));

    private final TaskContext context;
    private final Map<String, Subscription<?>> byTopic = new HashMap<>();
    private final Map<Workers, ExecutorService> pools = Collections.synchronizedMap(new IdentityHashMap<>());

    Routes(List<Subscription<?>> subscriptions, TaskContext context) {
        this.context = context;
        subscriptions.forEach(subscription -> byTopic.put(subscription.topic(), subscription));
    }

    Task<?> task(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = context.topics().isRetry(record.topic()) ? Origin.read(record) : Origin.of(record);
        return task(record, origin, byTopic.getOrDefault(origin.topic(), NOBODY));
    }

    private <T> Task<T> task(ConsumerRecord<byte[], byte[]> record, Origin origin, Subscription<T> subscription) {
        return new Task<>(record, origin, subscription, workers(subscription), context);
    }

    private Executor workers(Subscription<?> subscription) {
        return pools.computeIfAbsent(
                subscription.workers(),
                workers -> workers.open(context.topics().groupId() + "-" + subscription.topic()));
    }

    /** Interrupts what still runs: the drain has had its time. */
    @Override
    public void close() {
        pools.values().forEach(ExecutorService::shutdownNow);
    }
}
