package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.metric.Metric;
import io.stickermill.schemas.GroupHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** One promise each, on a real broker. */
class DispatcherIT {

    private static final Duration[] NO_RETRY_TOPICS = {};

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void poisonEndsInTheDeadLettersUntouchedAndStopsNothing() {
        TestGroup group = group(1, Duration.ofMillis(100));
        byte[] poison = {(byte) 0xff, 0, 1, 2, (byte) 0xfe};
        byte[] key = {(byte) 0xc3, 0x28, 7};
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(group.topic(), 0, 1_700_000_000_000L, key, poison);
        record.headers().add("job_id", "a-job".getBytes(UTF_8)).add("raw", new byte[] {(byte) 0xfd});
        List<Delivery> told = new CopyOnWriteArrayList<>();

        group.produce("chat", "before");
        long offset = group.produce(record).offset();
        group.produce("chat", "after");
        group.produce(new ProducerRecord<>(group.topic(), 0, key, null));
        start(group, new RecordHandler<>() {
            @Override
            public Outcome handle(String value, Delivery delivery) {
                handled.add(value);
                return Outcome.done();
            }

            @Override
            public Telling onDeadLetter(@Nullable String value, Delivery delivery, String cause) {
                assertThat(value).isNull();
                told.add(delivery);
                return Telling.told();
            }
        });

        awaitLag(group, 0);
        assertThat(handled).containsExactly("before", "after");
        assertThat(told).hasSize(2);
        assertThat(told.getFirst().header("job_id")).isEqualTo("a-job");
        assertThat(told.getFirst().timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        List<ConsumerRecord<byte[], byte[]>> deadLetters = group.deadLetters();
        assertThat(deadLetters).hasSize(2);
        ConsumerRecord<byte[], byte[]> letter = deadLetters.getFirst();
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.headers().lastHeader("raw").value()).containsExactly(0xfd);
        assertThat(header(letter, GroupHeaders.TOPIC)).isEqualTo(group.topic());
        assertThat(header(letter, GroupHeaders.OFFSET)).isEqualTo(Long.toString(offset));
        assertThat(header(letter, GroupHeaders.CAUSE)).startsWith("UnreadableValueException: poison");
        assertThat(deadLetters.getLast().value()).isNull();
        assertThat(meters.get(Metric.DEAD_LETTERS.meterName())
                        .tags("group", group.id(), "topic", group.topic())
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aConsumerThatAnErrorHasEndedIsSeenToBeDead() {
        TestGroup group = group(1, Duration.ofHours(1));
        Dispatcher dispatcher = group.dispatcher((_, _) -> Outcome.done(), new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new AssertionError("on the consumer's own thread");
            }
        });
        dispatcher.start();
        try {
            await().atMost(20, SECONDS).until(dispatcher::assigned);
            assertThat(dispatcher.hasDied()).isFalse();

            group.produce("key", "value");

            await().atMost(20, SECONDS).until(dispatcher::hasDied);
        } finally {
            dispatcher.stop();
        }
        assertThat(dispatcher.hasDied()).as("stopped is not dead").isFalse();
    }

    @Test
    void failingRecordGoesThroughEachRetryTopicWhenDueAndThenToTheDeadLetters() {
        TestGroup group = group(1, Duration.ofMillis(300), Duration.ofMillis(700));
        List<Delivery> attempts = new CopyOnWriteArrayList<>();
        List<Instant> times = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(group.topic(), 0, "chat".getBytes(UTF_8), "hopeless".getBytes(UTF_8));
        record.headers().add("job_id", "a-job".getBytes(UTF_8));
        long offset = group.produce(record).offset();

        start(group, new RecordHandler<>() {
            @Override
            public Outcome handle(String value, Delivery delivery) {
                attempts.add(delivery);
                times.add(Instant.now());
                throw new IllegalStateException("refused by https://user:secret@example.org/");
            }

            @Override
            public Telling onDeadLetter(@Nullable String value, Delivery delivery, String cause) {
                told.add(value + " after attempt " + delivery.attempt());
                return Telling.told();
            }
        });

        await().atMost(20, SECONDS).until(() -> !told.isEmpty());
        awaitLag(group, 0);
        // One more in place each: 2 at the topic, 2 at each retry topic.
        assertThat(attempts.stream().map(Delivery::attempt)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(attempts).allSatisfy(delivery -> {
            assertThat(delivery.topic()).isEqualTo(group.topic());
            assertThat(delivery.offset()).isEqualTo(offset);
            assertThat(delivery.key()).isEqualTo("chat");
            assertThat(delivery.timestamp()).isEqualTo(attempts.getFirst().timestamp());
            assertThat(delivery.header("job_id")).isEqualTo("a-job");
        });
        assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(Duration.between(times.get(3), times.get(4))).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(told).containsExactly("hopeless after attempt 6");
        ConsumerRecord<byte[], byte[]> letter = group.deadLetters().getFirst();
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("hopeless");
        assertThat(header(letter, GroupHeaders.ATTEMPTS)).isEqualTo("6");
        assertThat(header(letter, GroupHeaders.CAUSE))
                .contains("IllegalStateException")
                .doesNotContain("secret");
        assertThat(header(letter, GroupHeaders.STACK))
                .contains("DispatcherIT.java:")
                .doesNotContain("secret");
    }

    @Test
    void aReplayedLetterComesToItsHandlerAtOnceWithItsMark() {
        TestGroup group = group(1, Duration.ofHours(1));
        List<String> seen = new CopyOnWriteArrayList<>();
        start(group, (value, delivery) -> {
            seen.add(value + " of " + delivery.topic() + "-" + delivery.offset() + ", attempt " + delivery.attempt()
                    + ", " + delivery.replay().orElseThrow() + ", in work: "
                    + ReplayScope.current().equals(delivery.replay()));
            return Outcome.done();
        });
        ProducerRecord<byte[], byte[]> replay =
                new ProducerRecord<>(group.retryTopic(0), "chat".getBytes(UTF_8), "mended".getBytes(UTF_8));
        Map.of(
                        GroupHeaders.TOPIC, group.topic(),
                        GroupHeaders.PARTITION, "0",
                        GroupHeaders.OFFSET, "17",
                        GroupHeaders.TIMESTAMP, "2026-01-31T02:00:00Z",
                        GroupHeaders.ATTEMPTS, "0",
                        GroupHeaders.DUE, Instant.EPOCH.toString(),
                        GroupHeaders.REPLAY, "a.dlt-0-3@2026-01-31T03:00:00Z")
                .forEach((name, text) -> replay.headers().add(name, text.getBytes(UTF_8)));

        group.produce(replay);

        await().atMost(20, SECONDS).until(() -> !seen.isEmpty());
        assertThat(seen)
                .containsExactly(
                        "mended of " + group.topic() + "-17, attempt 1, a.dlt-0-3@2026-01-31T03:00:00Z, in work: true");
        assertThat(ReplayScope.current()).isEmpty();
        assertThat(meters.get(Metric.REPLAYS.meterName()).counter().count()).isEqualTo(1);
    }

    @Test
    void recordThatWaitsInARetryTopicHoldsNeitherWorkerNorPoll() {
        TestGroup group = group(1, Duration.ofHours(1));
        IntStream.range(0, 30).forEach(i -> group.produce("chat" + i, "later"));
        group.produce("chat", "now");

        start(group, Workers.virtual(1), settings(10, RETRY_AT_ONCE), (value, delivery) -> {
            handled.add(value);
            return value.equals("later") ? Outcome.retry("not yet") : Outcome.done();
        });

        await().atMost(20, SECONDS).until(() -> handled.contains("now"));
        await().atMost(20, SECONDS)
                .until(() -> committed(group, group.topic(), 0) == 31 && gauge(Metric.HELD.meterName()) > 0);
        group.produce("chat", "now, too");
        await().atMost(20, SECONDS).until(() -> handled.contains("now, too"));
        assertThat(committed(group, group.retryTopic(0), 0)).isLessThanOrEqualTo(0);
    }

    @Test
    void keyWaitsWhileItsRecordIsTriedAgainInPlaceAndOthersDoNot() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        CountDownLatch otherWasHandled = new CountDownLatch(1);
        group.produce("stuck", "first");
        group.produce("stuck", "second");
        group.produce("other", "other");
        AtomicInteger attempts = new AtomicInteger();

        start(group, Workers.virtual(1), settings(200, RetryPolicy.defaults()), (value, delivery) -> {
            if (value.equals("other")) {
                otherWasHandled.countDown();
            } else if (value.equals("first") && (attempts.incrementAndGet() < 3 || otherWasHandled.getCount() > 0)) {
                return Outcome.retry("not yet");
            }
            handled.add(value);
            return Outcome.done();
        });

        awaitLag(group, 0);
        assertThat(handled).containsExactly("other", "first", "second");
    }

    @Test
    void waitIsNoFailedAttempt() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        group.produce("chat", "leased");
        List<Integer> attempts = new CopyOnWriteArrayList<>();

        start(group, (value, delivery) -> {
            attempts.add(delivery.attempt());
            return attempts.size() < 20 ? new Outcome.Wait(Duration.ofMillis(5), "leased by another") : Outcome.done();
        });

        awaitLag(group, 0);
        assertThat(attempts).hasSize(20).containsOnly(1);
        assertThat(group.deadLetters()).isEmpty();
    }

    @Test
    void whatTheOtherSidePutsOffWaitsForExactlyThatInItsOrderAndHoldsNoPartition() {
        TestGroup group = group(1, Duration.ofHours(1));
        Instant end = Instant.now().plusSeconds(6);
        List<Instant> ends = new CopyOnWriteArrayList<>();
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        IntStream.range(0, 50).forEach(i -> group.produce("held", "held " + i));
        IntStream.range(0, 50).forEach(i -> group.produce("chat" + i, "free"));

        start(group, Workers.virtual(4), settings(10, RETRY_AT_ONCE), (value, delivery) -> {
            Duration left = Duration.between(Instant.now(), end);
            if (value.startsWith("held") && left.isPositive()) {
                return new Outcome.Retry("429", left);
            }
            handled.add(value);
            ends.add(Instant.now());
            attempts.add(delivery.attempt());
            return Outcome.done();
        });

        awaitLag(group, 0);
        assertThat(handled.subList(0, 50)).containsOnly("free");
        assertThat(handled.subList(50, 100))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "held " + i).toList());
        assertThat(attempts).containsOnly(1);
        assertThat(ends.subList(50, 100)).allSatisfy(at -> assertThat(at).isAfter(end));
        assertThat(committed(group, group.retryTopic(0), 0))
                .as("none went aside")
                .isLessThanOrEqualTo(0);
    }

    @Test
    void fullPartitionIsPausedAlone() {
        TestGroup group = group(2, NO_RETRY_TOPICS);
        CountDownLatch release = new CountDownLatch(1);
        IntStream.range(0, 300).forEach(i -> group.produce(0, "slow", "slow " + i));
        IntStream.range(0, 300).forEach(i -> group.produce(1, "fast" + i % 10, "fast " + i));

        start(group, Workers.virtual(4), settings(20, RETRY_AT_ONCE), (value, delivery) -> {
            if (delivery.key().equals("slow")) {
                release.await();
            }
            handled.add(value);
            return Outcome.done();
        });

        await().atMost(20, SECONDS).until(() -> handled.size() == 300);
        await().atMost(20, SECONDS).until(() -> committed(group, group.topic(), 1) == 300);
        assertThat(gauge(Metric.PAUSED.meterName())).isEqualTo(1);
        assertThat(gauge(Metric.HELD.meterName())).isBetween(20, 20 + 100);
        assertThat(committed(group, group.topic(), 0)).isLessThanOrEqualTo(0);

        release.countDown();
        awaitLag(group, 0);
        await().atMost(20, SECONDS).until(() -> gauge(Metric.PAUSED.meterName()) == 0);
        assertThat(handled.stream().filter(value -> value.startsWith("slow")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> "slow " + i).toList());
    }

    @Test
    void fewLargeRecordsPauseThePartitionToo() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        CountDownLatch release = new CountDownLatch(1);
        String large = "x".repeat(300_000);
        IntStream.range(0, 20).forEach(i -> group.produce("chat" + i, large));

        start(group, (value, delivery) -> {
            release.await();
            return Outcome.done();
        });

        await().atMost(20, SECONDS).until(() -> gauge(Metric.PAUSED.meterName()) == 1);
        assertThat(gauge(Metric.HELD.meterName())).isLessThan(20);
        release.countDown();
        awaitLag(group, 0);
    }

    @Test
    void allGroupsTogetherHoldNoMoreThanTheirMemoryWhileTheOtherSideIsAway() {
        TestGroup group = group(12, NO_RETRY_TOPICS);
        TestGroup other = group(12, NO_RETRY_TOPICS);
        byte[] large = new byte[400_000];
        for (int i = 0; i < 120; i++) {
            byte[] key = ("chat" + i).getBytes(UTF_8);
            group.produce(new ProducerRecord<>(group.topic(), i % 12, key, large));
            other.produce(new ProducerRecord<>(other.topic(), i % 12, key, large));
        }
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger done = new AtomicInteger();
        RecordMemory memory = new RecordMemory(DataSize.ofMegabytes(4));
        RecordMemory.Share share = memory.share();
        RecordMemory.Share otherShare = memory.share();
        RecordHandler<String> handler = (value, delivery) -> {
            if (away.get()) {
                return Outcome.retry("out of reach");
            }
            done.incrementAndGet();
            return Outcome.done();
        };
        DispatcherSettings patient =
                settings(200, new RetryPolicy(1_000_000, Duration.ofMillis(10), Duration.ofMillis(100), 0.2));
        for (Dispatcher each : List.of(
                group.dispatcher(handler, Workers.virtual(8), patient, meters, share),
                other.dispatcher(handler, Workers.virtual(8), patient, meters, otherShare))) {
            opened.add(each::stop);
            each.start();
        }

        await().atMost(20, SECONDS).until(() -> share.isFull() && otherShare.isFull());
        // All that was fetched at once may come on top of a share: 2 MB, and one record of each partition at the worst.
        await().during(2, SECONDS)
                .atMost(20, SECONDS)
                .until(() -> share.held() < DataSize.ofMegabytes(9).toBytes()
                        && otherShare.held() < DataSize.ofMegabytes(9).toBytes());
        away.set(false);
        awaitLag(group, 0);
        awaitLag(other, 0);
        assertThat(done).hasValue(240);
        assertThat(share.held() + otherShare.held()).isZero();
    }

    @Test
    void slowTopicTakesNoWorkerFromAnother() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        TestGroup other = group(1, NO_RETRY_TOPICS);
        CountDownLatch release = new CountDownLatch(1);
        group.produce("chat", "slow");
        other.produce("chat", "fast");
        RecordHandler<String> slow = (value, delivery) -> {
            release.await();
            return Outcome.done();
        };
        RecordHandler<String> fast = (value, delivery) -> {
            handled.add(value);
            return Outcome.done();
        };
        Dispatcher dispatcher = group.dispatcher(
                List.of(
                        new Subscription<>(group.topic(), TestGroup::read, slow, Workers.virtual(1)),
                        new Subscription<>(other.topic(), TestGroup::read, fast, Workers.virtual(1))),
                settings(200, RETRY_AT_ONCE),
                meters);
        opened.add(dispatcher::stop);
        dispatcher.start();

        await().atMost(20, SECONDS).until(() -> handled.contains("fast"));
        release.countDown();
    }

    @Test
    void handlerThatCanNeverTellHoldsUpNobodyAndIsAskedThroughTheRetryTopics() {
        TestGroup group = group(1, Duration.ofMillis(100), Duration.ofMillis(200));
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch letItSucceed = new CountDownLatch(1);
        group.produce("chat", "hopeless");
        group.produce("chat", "next");

        start(group, new RecordHandler<>() {
            @Override
            public Outcome handle(String value, Delivery delivery) {
                handled.add(value);
                return value.equals("next") ? Outcome.done() : new Outcome.DeadLetter("permanent");
            }

            @Override
            public Telling onDeadLetter(@Nullable String value, Delivery delivery, String cause) {
                told.add(value + " of " + delivery.topic() + ": " + cause);
                if (letItSucceed.getCount() > 0) {
                    throw new IllegalArgumentException("a key that can't be parsed");
                }
                return Telling.told();
            }
        });

        await().atMost(20, SECONDS).until(() -> handled.contains("next"));
        await().atMost(20, SECONDS).until(() -> committed(group, group.topic(), 0) == 2);
        // Twice at the topic, twice at each retry topic: from then on it goes round the longest.
        await().atMost(20, SECONDS).until(() -> told.size() > 8);
        letItSucceed.countDown();
        awaitLag(group, 0);
        assertThat(told).containsOnly("hopeless of " + group.topic() + ": permanent");
        assertThat(handled).containsExactly("hopeless", "next");
        assertThat(group.deadLetters()).hasSize(1);
    }

    @Test
    void whateverKeyAndHeadersAreARecordIsFinishedAndWhatCannotBeToldIsCounted() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        byte[] poison = {(byte) 0xff, 1};
        byte[] chat = "1001".getBytes(UTF_8);
        byte[] job = "3f0c8f52-5d3a-4b59-9d8c-1f3f8f0f6a11".getBytes(UTF_8);
        List<ProducerRecord<byte[], byte[]>> strange = new ArrayList<>();
        for (byte[] key : Arrays.asList(
                null,
                new byte[0],
                "abc".getBytes(UTF_8),
                "99999999999999999999".getBytes(UTF_8),
                new byte[] {(byte) 0xc3, 0x28},
                new byte[1_048_000])) {
            strange.add(new ProducerRecord<>(group.topic(), 0, key, poison));
            strange.getLast().headers().add("job_id", job);
        }
        for (byte[] header : Arrays.asList(
                null, new byte[0], "not-a-uuid".getBytes(UTF_8), new byte[] {(byte) 0xff}, new byte[1_048_000])) {
            strange.add(new ProducerRecord<>(group.topic(), 0, chat, poison));
            strange.getLast().headers().add("job_id", job).add("job_id", header);
        }
        strange.add(new ProducerRecord<>(group.topic(), 0, chat, null));
        strange.forEach(group::produce);
        ProducerRecord<byte[], byte[]> whole = new ProducerRecord<>(group.topic(), 0, chat, poison);
        whole.headers().add("job_id", job);
        group.produce(whole);
        group.produce("1001", "the chat's next photo");
        List<UUID> told = new CopyOnWriteArrayList<>();

        start(group, new RecordHandler<>() {
            @Override
            public Outcome handle(String value, Delivery delivery) {
                handled.add(value);
                return Outcome.done();
            }

            @Override
            public Telling onDeadLetter(@Nullable String value, Delivery delivery, String cause) {
                RecordIds ids = delivery.ids();
                if (ids.chatId().isEmpty() || ids.jobId().isEmpty()) {
                    return new Telling.Untellable("it names no job of a chat");
                }
                told.add(ids.jobId().get());
                return Telling.told();
            }
        });

        awaitLag(group, 0);
        assertThat(handled).containsExactly("the chat's next photo");
        assertThat(told).containsExactly(UUID.fromString(new String(job, UTF_8)));
        assertThat(group.deadLetters())
                .hasSize(strange.size() + 1)
                .as("what is too large beside our headers says where it lies")
                .filteredOn(letter -> letter.key() == null && letter.value() == null)
                .allSatisfy(letter ->
                        assertThat(header(letter, GroupHeaders.OFFSET)).isNotEmpty())
                .isNotEmpty();
        assertThat(meters.get(Metric.UNTOLD.meterName())
                        .tags("group", group.id(), "topic", group.topic())
                        .counter()
                        .count())
                .isEqualTo(strange.size());
    }

    @Test
    void whatIsFinishedAboveAnUnfinishedRecordIsNotRedoneByTheNextOwner() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        Map<String, Integer> times = new ConcurrentHashMap<>();
        group.produce("stuck", "stuck");
        IntStream.range(0, 50).forEach(i -> group.produce("chat" + i, "value" + i));
        RecordHandler<String> handler = (value, delivery) -> {
            int time = times.merge(value, 1, Integer::sum);
            return value.equals("stuck") && time == 1
                    ? new Outcome.Wait(Duration.ofHours(1), "leased")
                    : Outcome.done();
        };

        Dispatcher first = start(group, handler);
        await().atMost(20, SECONDS).until(() -> times.size() == 51);
        first.stop();
        assertThat(committed(group, group.topic(), 0)).isZero();
        start(group, handler);

        awaitLag(group, 0);
        assertThat(times).containsEntry("stuck", 2).hasSize(51);
        times.remove("stuck");
        assertThat(times.values()).containsOnly(1);
        assertThat(meters.get(Metric.SKIPPED.meterName()).counter().count()).isEqualTo(50);
    }

    @Test
    void workThatOutlivesTheDrainIsDoneAgainByTheNextOwner() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        AtomicInteger interrupted = new AtomicInteger();
        group.produce("chat", "long");
        Dispatcher first = start(group, (value, delivery) -> {
            handled.add("begun");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopping) {
                interrupted.incrementAndGet();
            }
            return Outcome.done();
        });
        await().atMost(20, SECONDS).until(() -> handled.contains("begun"));

        first.stop();
        await().atMost(20, SECONDS).until(() -> interrupted.get() == 1);
        start(group, (value, delivery) -> {
            handled.add("again");
            return Outcome.done();
        });

        awaitLag(group, 0);
        assertThat(handled).containsExactly("begun", "again");
    }

    @Test
    void whatIsBegunIsFinishedByAStopAndDoneAgainByNobody() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        for (int i = 0; i < 60; i++) {
            group.produce("chat-" + i, "photo " + i);
        }
        RecordHandler<String> slow = (value, delivery) -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException notFinished) {
                return Outcome.done();
            }
            handled.add(value);
            return Outcome.done();
        };
        Dispatcher first = start(group, slow);
        await().atMost(20, SECONDS).until(() -> !handled.isEmpty());

        first.stop();
        assertThat(handled).as("the stop came in the middle").hasSizeLessThan(60);
        start(group, slow);

        awaitLag(group, 0);
        assertThat(handled).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void sameDispatcherStartsAgainAfterAStop() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        Dispatcher dispatcher = start(group, (value, delivery) -> {
            handled.add(value);
            return Outcome.done();
        });
        await().atMost(20, SECONDS).until(dispatcher::assigned);
        dispatcher.stop();
        assertThat(dispatcher.assigned()).isFalse();
        group.produce("chat", "after the restart");

        dispatcher.start();

        awaitLag(group, 0);
        assertThat(handled).containsExactly("after the restart");
    }

    @Test
    void memberThatTheGroupLeavesWithoutPartitionsIsAssignedToo() {
        TestGroup group = group(1, NO_RETRY_TOPICS);
        Dispatcher first = start(group, (value, delivery) -> Outcome.done());
        await().atMost(20, SECONDS).until(first::assigned);
        Dispatcher surplus = start(group, (value, delivery) -> Outcome.done());

        await().atMost(20, SECONDS).until(surplus::assigned);
        // The broker may hand the partition over: for a moment neither has it.
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(group.members().values()).containsExactlyInAnyOrder(0, 1));
    }

    private static final RetryPolicy RETRY_AT_ONCE =
            new RetryPolicy(0, Duration.ofMillis(10), Duration.ofMillis(100), 0.2);

    private static DispatcherSettings settings(int window, RetryPolicy retry) {
        return new DispatcherSettings(
                window,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(1),
                Duration.ofMillis(250),
                Duration.ofSeconds(60),
                100,
                "range",
                retry);
    }

    static final DispatcherSettings IMPATIENT = settings(200, RETRY_AT_ONCE);

    private TestGroup group(int partitions, Duration... retryDelays) {
        TestGroup group = new TestGroup(TestGroup.sharedBroker(), partitions, retryDelays);
        opened.add(group);
        return group;
    }

    private Dispatcher start(TestGroup group, RecordHandler<String> handler) {
        RetryPolicy onceInPlace = new RetryPolicy(1, Duration.ofMillis(10), Duration.ofMillis(100), 0.2);
        return start(group, Workers.virtual(8), settings(200, onceInPlace), handler);
    }

    private Dispatcher start(
            TestGroup group, Workers workers, DispatcherSettings settings, RecordHandler<String> handler) {
        Dispatcher dispatcher = group.dispatcher(handler, workers, settings, meters);
        opened.add(dispatcher::stop);
        dispatcher.start();
        return dispatcher;
    }

    private static void awaitLag(TestGroup group, long lag) {
        await("lag " + lag).atMost(20, SECONDS).until(() -> group.lag() == lag);
    }

    private static long committed(TestGroup group, String topic, int partition) {
        var committed = group.committed().get(new TopicPartition(topic, partition));
        return committed == null ? -1 : committed.offset();
    }

    private int gauge(String name) {
        return (int) meters.get(name).gauge().value();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
