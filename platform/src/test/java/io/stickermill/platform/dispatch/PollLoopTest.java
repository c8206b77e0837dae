package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.util.unit.DataSize;

/** What a broker does too rarely to be waited for: here Kafka's own test consumer plays it, on this thread. */
class PollLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition("work", 0);
    private static final Set<TopicPartition> PARTITIONS = Set.of(PARTITION);
    private static final GroupTopics TOPICS =
            new GroupTopics("group", List.of(new RetryTopic("group.retry-5s", Duration.ofSeconds(5))), "group.dlt");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final Semaphore mayFinish = new Semaphore(0, true);
    private final RecordMemory.Share memory = new RecordMemory(DataSize.ofKilobytes(64)).share();
    private final Routes routes = routes();
    private final FaultyConsumer consumer = new FaultyConsumer();
    private final PollLoop loop =
            new PollLoop(routes, timer, settings(), new Meters(new SimpleMeterRegistry(), "group"), TOPICS, memory);

    @AfterEach
    void close() {
        routes.close();
        timer.shutdownNow();
    }

    @Test
    void completionOfAPastAssignmentFinishesNothingInTheNextOne() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        await().until(() -> started.size() == 1);
        loop.onPartitionsRevokedBeforeCommit(consumer, PARTITIONS);
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        loop.onMessage(record(1, "b"));
        await().until(() -> started.size() == 3);

        mayFinish.release();
        await().until(() -> mayFinish.getQueueLength() == 2);
        beforeThePoll();
        assertThat(consumer.offset())
                .as("the first of three has ended, and was of the past")
                .isLessThan(1);

        mayFinish.release(2);
        awaitCommitted(2);
    }

    @Test
    void failedCommitIsSentAgain() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        consumer.asyncFailures = 2;
        mayFinish.release();

        awaitCommitted(1);
        assertThat(consumer.asyncCommits).isEqualTo(3);
    }

    @Test
    void nothingIsCommittedAgainWithoutAChange() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        mayFinish.release();
        awaitCommitted(1);
        int commits = consumer.asyncCommits;

        beforeThePoll();
        beforeThePoll();

        assertThat(consumer.asyncCommits).isEqualTo(commits);
    }

    @Test
    void wakeUpInTheLastCommitLosesNoOffsets() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        mayFinish.release();
        consumer.syncFailures = 2;
        await().until(() -> loop.held() == 0);

        loop.onPartitionsRevokedBeforeCommit(consumer, PARTITIONS);
        loop.onPartitionsLost(consumer, PARTITIONS);
        loop.onPartitionsRevokedBeforeCommit(consumer, PARTITIONS);

        assertThat(consumer.offset()).isEqualTo(1);
    }

    @Test
    void lostPartitionCommitsNothing() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        mayFinish.release();
        await().until(() -> loop.held() == 0);

        loop.onPartitionsLost(consumer, PARTITIONS);
        beforeThePoll();

        assertThat(consumer.asyncCommits).isZero();
    }

    @Test
    void whatCannotBeReadAtTheAssignmentIsRedone() {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0, OffsetMetadata.encode(bit(1)))));
        consumer.readFailures = 1;
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        loop.onMessage(record(1, "b"));

        mayFinish.release(2);
        awaitCommitted(2);
        assertThat(started).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void nothingThatTheConsumerThrowsEndsTheLoop() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        mayFinish.release();
        await().until(() -> loop.held() == 0);
        consumer.throwsOnCommit = true;
        beforeThePoll();
        consumer.throwsOnCommit = false;

        awaitCommitted(1);
    }

    @Test
    void aTopicThatBeginsAnewBelowIsTakenFromItsBeginning() {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(5, OffsetMetadata.encode(bit(2)))));
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(5, "of the old log"));
        await().until(() -> started.size() == 1);

        List.of(0, 1, 2, 3, 4, 5, 6, 7).forEach(offset -> loop.onMessage(record(offset, 1_000, "new " + offset)));
        mayFinish.release(8);
        await().until(() -> started.size() == 9);
        await().until(() -> loop.held() == 1);
        beforeThePoll();
        assertThat(consumer.offset()).as("what the old log's record holds up").isLessThanOrEqualTo(8);

        mayFinish.release(1);
        awaitCommitted(8);
        assertThat(started)
                .contains("new 0", "new 1", "new 2", "new 3", "new 4", "new 5", "new 6", "new 7")
                .hasSize(9);
    }

    @Test
    void aGroupWhoseMemoryIsTakenPausesWhatIsNewAndNoRetryTopic() {
        TopicPartition other = new TopicPartition("work", 1);
        TopicPartition retry = new TopicPartition("group.retry-5s", 0);
        consumer.assign(Set.of(PARTITION, other, retry));
        loop.onPartitionsAssigned(consumer, Set.of(PARTITION, other, retry));
        loop.onMessage(record(0, "x".repeat(70_000)));

        beforeThePoll();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(PARTITION, other);

        mayFinish.release();
        await().until(() -> loop.held() == 0);
        beforeThePoll();
        assertThat(consumer.paused()).isEmpty();
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatAPartitionHeldWhenItLeftTakesNoMemory() {
        loop.onPartitionsAssigned(consumer, PARTITIONS);
        loop.onMessage(record(0, "a"));
        loop.onMessage(record(1, "a"));
        await().until(() -> started.size() == 1);
        assertThat(memory.held()).isPositive();

        loop.onPartitionsRevokedBeforeCommit(consumer, PARTITIONS);
        mayFinish.release();

        await().until(() -> mayFinish.availablePermits() == 0);
        assertThat(memory.held()).isZero();
    }

    private void awaitCommitted(long offset) {
        await().atMost(10, SECONDS).until(() -> {
            beforeThePoll();
            return consumer.offset() == offset;
        });
    }

    private void beforeThePoll() {
        loop.setupThreadState(consumer);
    }

    private static java.util.BitSet bit(int index) {
        java.util.BitSet bits = new java.util.BitSet();
        bits.set(index);
        return bits;
    }

    private Routes routes() {
        RecordHandler<String> handler = (value, delivery) -> {
            started.add(value);
            mayFinish.acquire();
            return Outcome.done();
        };
        TaskContext context = new TaskContext(
                TOPICS,
                RetryPolicy.defaults(),
                FaultClassifier.standard(),
                new Publisher(new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of()))),
                new Meters(new SimpleMeterRegistry(), "group"),
                Traces.none(),
                memory,
                Clock.systemUTC());
        return new Routes(List.of(new Subscription<>("work", TestGroup::read, handler, Workers.virtual(8))), context);
    }

    private static DispatcherSettings settings() {
        return new DispatcherSettings(
                200,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(16),
                Duration.ofMillis(50),
                Duration.ofMillis(250),
                Duration.ofSeconds(60),
                100,
                "range",
                RetryPolicy.defaults());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String text) {
        return record(offset, 0, text);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new ConsumerRecord<>(
                "work",
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                bytes.length,
                bytes.length,
                bytes,
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }

    private static final class FaultyConsumer extends MockConsumer<byte[], byte[]> {
        int asyncFailures;
        int syncFailures;
        int readFailures;
        int asyncCommits;
        boolean throwsOnCommit;

        FaultyConsumer() {
            super("earliest");
            assign(PARTITIONS);
            updateBeginningOffsets(Map.of(PARTITION, 0L));
        }

        long offset() {
            OffsetAndMetadata committed = super.committed(PARTITIONS).get(PARTITION);
            return committed == null ? -1 : committed.offset();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            if (readFailures-- > 0) {
                throw new TimeoutException("as in an outage");
            }
            return super.committed(partitions, timeout);
        }

        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            asyncCommits++;
            if (throwsOnCommit) {
                throw new IllegalStateException("as after a fence");
            }
            if (asyncFailures-- > 0) {
                callback.onComplete(null, new StaleMemberEpochException("as during a rebalance"));
                return;
            }
            super.commitAsync(offsets, callback);
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (syncFailures-- > 0) {
                throw new WakeupException();
            }
            super.commitSync(offsets, timeout);
        }
    }
}
