package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * All that happens on the consumer's thread: records taken, partitions that come and go, commits, pauses. Only this thread
 * touches the consumer: a pause or resume through the container from another thread wakes it up in the middle of a commit.
 */
final class PollLoop
        implements MessageListener<byte[], byte[]>, RecordInterceptor<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int COMMIT_ATTEMPTS = 3;

    /** A poll returns at once while records flow; so many commits would only load the broker. */
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);

    private final Routes routes;
    private final ScheduledExecutorService timer;
    private final DispatcherSettings settings;
    private final Meters meters;
    private final GroupTopics topics;
    private final RecordMemory.Share memory;
    private final Map<TopicPartition, Assignment> assignments = new ConcurrentHashMap<>();

    private long lastCommit = System.nanoTime();
    private volatile int paused;
    private volatile boolean joined;

    PollLoop(
            Routes routes,
            ScheduledExecutorService timer,
            DispatcherSettings settings,
            Meters meters,
            GroupTopics topics,
            RecordMemory.Share memory) {
        this.routes = routes;
        this.timer = timer;
        this.settings = settings;
        this.meters = meters;
        this.topics = topics;
        this.memory = memory;
    }

    /** The group has given this member its partitions, be they none. */
    boolean joined() {
        return joined;
    }

    int paused() {
        return paused;
    }

    int held() {
        return assignments.values().stream().mapToInt(Assignment::held).sum();
    }

    /** The partitions that this member has now. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(assignments.keySet());
    }

    /**
     * Records of a topic that are not finished, in this member's partitions.
     *
     * @param ends of the partitions; of one that is not there, only what was taken counts
     */
    long lag(String topic, Map<TopicPartition, Long> ends) {
        return assignments.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic))
                .mapToLong(each -> each.getValue().lag(ends.getOrDefault(each.getKey(), 0L)))
                .sum();
    }

    /** The earliest timestamp of the topic's records that were taken and are not finished. */
    OptionalLong oldest(String topic) {
        return assignments.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic))
                .flatMapToLong(each -> each.getValue().oldest().stream())
                .min();
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        // Without what an earlier owner has finished, should the group ever forget to say that we own it: redone, not
        // lost.
        Assignment assignment = assignments.computeIfAbsent(partition, unannounced -> assignment(partition, null));
        if (!assignment.take(routes.task(record))) {
            meters.skipped(record.topic());
        }
    }

    @Override
    public ConsumerRecord<byte[], byte[]> intercept(
            ConsumerRecord<byte[], byte[]> record, Consumer<byte[], byte[]> consumer) {
        return record;
    }

    /** Comes before every poll; what it throws would end the loop. */
    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        try {
            pauseAndResume(consumer);
            if (System.nanoTime() - lastCommit >= BETWEEN_COMMITS.toNanos()) {
                commit(consumer);
            }
        } catch (RuntimeException failed) {
            log.warn("Before the poll: {}; tried again at the next", Cause.of(failed));
        }
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(consumer, partitions);
        partitions.forEach(
                partition -> assignments.computeIfAbsent(partition, ours -> assignment(ours, committed.get(ours))));
        joined = true;
        log.info("Assigned {}, {} in all", partitions, assignments.size());
    }

    /** At a stop the same partitions can come here twice, and be called lost between. */
    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Assignment> leaving = remove(partitions);
        if (leaving.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        try {
            for (Map.Entry<TopicPartition, Assignment> each : leaving.entrySet()) {
                if (!each.getValue().drained(deadline)) {
                    log.warn("{} leaves with handlers running: the next owner does their records again", each.getKey());
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        commitLast(consumer, leaving);
        log.info("Revoked {}, {} left", partitions, assignments.size());
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!remove(partitions).isEmpty()) {
            log.warn("Lost {}: what was not committed is done again by the next owner", partitions);
        }
    }

    private Map<TopicPartition, Assignment> remove(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Assignment> removed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.remove(partition);
            if (assignment != null) {
                assignment.close();
                removed.put(partition, assignment);
            }
        }
        return removed;
    }

    private Assignment assignment(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        return new Assignment(
                committed == null
                        ? new OffsetTracker(-1, new BitSet())
                        : new OffsetTracker(committed.offset(), OffsetMetadata.decode(committed.metadata())),
                timer,
                topics.isRetry(partition.topic()) ? null : memory);
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            return consumer.committed(new HashSet<>(partitions), CALL_TIMEOUT);
        } catch (RuntimeException failed) {
            log.warn("What was finished ahead in {} can't be read and is done again: {}", partitions, Cause.of(failed));
            return Map.of();
        }
    }

    private void pauseAndResume(Consumer<?, ?> consumer) {
        // Asked anew each time: a partition that went and came back is no longer paused.
        Collection<TopicPartition> pausedNow = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        assignments.forEach((partition, assignment) -> {
            if (pausedNow.contains(partition)) {
                if (assignment.halfEmpty(settings)) {
                    resume.add(partition);
                }
            } else if (assignment.full(settings)) {
                pause.add(partition);
            }
        });
        consumer.pause(pause);
        consumer.resume(resume);
        paused = pausedNow.size() + pause.size() - resume.size();
    }

    private void commit(Consumer<?, ?> consumer) {
        lastCommit = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Map<Assignment, Assignment.Commit> commits = new HashMap<>();
        assignments.forEach((partition, assignment) -> {
            Assignment.Commit commit = assignment.unsent();
            if (commit != null) {
                offsets.put(partition, commit.offset());
                commits.put(assignment, commit);
            }
        });
        if (offsets.isEmpty()) {
            return;
        }
        try {
            // On failure the callback is given no offsets, hence our own.
            consumer.commitAsync(offsets, (ignored, failure) -> {
                if (failure == null) {
                    commits.forEach(Assignment::acknowledge);
                } else {
                    log.debug("Commit failed, is sent again", failure);
                    commits.keySet().forEach(Assignment::refuse);
                }
            });
        } catch (RuntimeException failed) {
            commits.keySet().forEach(Assignment::refuse);
            throw failed;
        }
    }

    private void commitLast(Consumer<?, ?> consumer, Map<TopicPartition, Assignment> leaving) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        leaving.forEach((partition, assignment) -> {
            Assignment.Commit commit = assignment.unacknowledged();
            if (commit != null) {
                offsets.put(partition, commit.offset());
            }
        });
        for (int attempt = 1; !offsets.isEmpty() && attempt <= COMMIT_ATTEMPTS; attempt++) {
            try {
                consumer.commitSync(offsets, CALL_TIMEOUT);
                return;
            } catch (RuntimeException failed) {
                log.warn("Commit {} of {} before leaving: {}", attempt, COMMIT_ATTEMPTS, Cause.of(failed));
            }
        }
    }
}
