package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker now and then where the partitions end that this process has, for the metric of their lag. On a thread and a
 * connection of its own: a consumer learns nothing of a partition that it has paused, and must not wait for this.
 */
final class LagWatch extends Watch {

    private static final Logger log = LoggerFactory.getLogger(LagWatch.class);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Supplier<List<Dispatcher>> dispatchers;
    private final Map<String, Object> connection;

    /** @param connection properties of an admin client */
    LagWatch(Supplier<List<Dispatcher>> dispatchers, Map<String, Object> connection) {
        super("lag-watch");
        this.dispatchers = dispatchers;
        this.connection = new HashMap<>(connection);
    }

    @Override
    void watch() throws InterruptedException {
        try (Admin admin = Admin.create(connection)) {
            while (true) {
                Thread.sleep(BETWEEN);
                for (Dispatcher dispatcher : dispatchers.get()) {
                    look(admin, dispatcher);
                }
            }
        }
    }

    private static void look(Admin admin, Dispatcher dispatcher) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = dispatcher.partitions().stream()
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(wanted)
                    .all()
                    .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            dispatcher.seen(ends);
        } catch (ExecutionException | TimeoutException away) {
            log.debug("the ends of {} can't be asked: {}", wanted.keySet(), away.toString());
        }
    }
}
