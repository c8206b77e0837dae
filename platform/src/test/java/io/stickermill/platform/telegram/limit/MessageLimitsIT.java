package io.stickermill.platform.telegram.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.time.SharedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two senders that know nothing of each other and one PostgreSQL. */
class MessageLimitsIT {

    private static final long BOT = 70_001;
    private static final long ANOTHER_BOT = 70_002;

    private static Map<String, String> settings;
    private static final List<HikariDataSource> pools = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        settings = LocalParts.shared(EnumSet.of(PartKind.POSTGRES)).springProperties("delivery");
    }

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
    }

    /** By a clock that only the test moves: what a busy machine holds up arrives no later by it. */
    @Test
    void twoInstancesTogetherStayWithinTheLimitsOfBotAndChats() throws Exception {
        var time = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        InstantSource source = time::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        List<MessageLimits> instances =
                List.of(limits(ANOTHER_BOT, clock, Duration.ZERO), limits(ANOTHER_BOT, clock, Duration.ZERO));
        Map<Long, List<Instant>> sent = new TreeMap<>();
        for (long chat = 8001; chat <= 8030; chat++) {
            sent.put(chat, Collections.synchronizedList(new ArrayList<>()));
        }
        for (int step = 0; step < 400 && sent.values().stream().anyMatch(times -> times.size() < 5); step++) {
            inChats(sent.keySet(), chat -> {
                for (MessageLimits instance : instances) {
                    if (instance.tryNow(chat, "sendMessage").isPresent()) {
                        sent.get(chat).add(time.get());
                    }
                }
            });
            time.updateAndGet(now -> now.plusMillis(250));
        }

        assertThat(sent)
                .as("each comes to its turn")
                .allSatisfy((_, times) -> assertThat(times).hasSizeGreaterThanOrEqualTo(5));
        assertThat(atMostIn(Duration.ofSeconds(1), sent.values().stream().flatMap(List::stream)))
                .as("the bot's in any second")
                .isLessThanOrEqualTo(30);
        assertThat(sent).allSatisfy((_, times) -> {
            for (int seconds = 1; seconds <= 10; seconds++) {
                assertThat(atMostIn(Duration.ofSeconds(seconds), times.stream()))
                        .as("in a chat in any %s s", seconds)
                        .isLessThanOrEqualTo(2 + seconds);
            }
        });
    }

    /** The most that went within any time of this length, its end not counted. */
    private static long atMostIn(Duration length, Stream<Instant> sent) {
        List<Instant> times = sent.sorted().toList();
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(length)))
                        .count())
                .max()
                .orElse(0);
    }

    /** A wait only makes it longer, so this holds however busy the machine is. */
    @Test
    void whatWaitsInPlaceGoesNoFasterThanTheBotMay() throws Exception {
        Clock clock = new SharedClock(database());
        List<MessageLimits> instances =
                List.of(limits(clock, Duration.ofSeconds(5)), limits(clock, Duration.ofSeconds(5)));
        var sent = new AtomicInteger();
        Instant start = clock.instant();

        inChats(LongStream.range(8101, 8131).boxed().toList(), chat -> {
            for (MessageLimits instance : instances) {
                if (instance.await(chat, "sendMessage") instanceof Turn.Now) {
                    sent.incrementAndGet();
                }
            }
        });

        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        assertThat(sent.get()).as("in %s s", seconds).isBetween(11, (int) Math.ceil(10 + 20 * seconds));
    }

    private static void inChats(Collection<Long> chats, LongConsumer send) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> sends = new ArrayList<>();
            for (long chat : chats) {
                sends.add(Executors.callable(() -> send.accept(chat)));
            }
            for (Future<Object> done : threads.invokeAll(sends)) {
                done.get();
            }
        }
    }

    /** The table is as large as the number of chats that were written to lately. */
    @Test
    void bucketsThatAreFullAgainGoAndThoseThatAWrongClockLeft() {
        String prefix = "chat/" + BOT + "/written-to/";
        JdbcClient database = database();
        database.sql("""
                insert into limits.buckets (id, expires_at)
                select :prefix || n,
                       extract(epoch from now()) * 1000
                           + case n % 3 when 0 then 300000 when 1 then -1000 else 86400000 end
                  from generate_series(1, 3000) n
                """).param("prefix", prefix).update();

        limits().tidy();

        assertThat(database.sql("select count(*) from limits.buckets where id like :prefix || '%'")
                        .param("prefix", prefix)
                        .query(Long.class)
                        .single())
                .as("those that fill, without those of a clock that was ahead")
                .isEqualTo(1000);
        database.sql("delete from limits.buckets where id like :prefix || '%'")
                .param("prefix", prefix)
                .update();
    }

    @Test
    void aStatusMessageNeverWaitsAndLeavesTheLastTokenToTheSticker() {
        MessageLimits limits = limits();
        assertThat(limits.tryNow(9001, "sendMessage")).isPresent();
        assertThat(limits.tryNow(9001, "sendMessage")).isPresent();
        assertThat(limits.tryNow(9001, "sendMessage"))
                .as("the third is the sticker's")
                .isEmpty();
        assertThat(limits.await(9001, "sendSticker")).isInstanceOf(Turn.Now.class);
    }

    /** Telegram counts when they arrive: a burst that was held up is not followed the sooner for it. */
    @Test
    void aMessageThatArrivedLateIsCountedFromThen() {
        var time = new AtomicReference<>(Instant.now());
        InstantSource source = time::get;
        MessageLimits limits = limits(source.withZone(ZoneOffset.UTC), Duration.ofMillis(200));
        List<Turn.Now> burst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            burst.add((Turn.Now) limits.await(9002, "sendSticker"));
        }
        time.updateAndGet(now -> now.plusMillis(600));
        burst.forEach(turn -> limits.answered(9002, turn, Duration.ofMillis(600)));

        time.updateAndGet(now -> now.plusMillis(450));
        assertThat(limits.await(9002, "sendSticker"))
                .as("an interval after they left")
                .isInstanceOf(Turn.Later.class);
        time.updateAndGet(now -> now.plusMillis(600));
        assertThat(limits.await(9002, "sendSticker"))
                .as("an interval after they arrived")
                .isInstanceOf(Turn.Now.class);
    }

    @Test
    void aBucketOfAReleaseThatCountedInWholeMessagesStartsAnew() {
        var before = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(3)
                        .refillGreedy(1, Duration.ofMinutes(1))
                        .build())
                .build();
        assertThat(Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource())
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .table("limits.buckets")
                        .build()
                        .builder()
                        .build("chat/" + BOT + "/9003", () -> before)
                        .tryConsume(3))
                .isTrue();

        assertThat(limits().await(9003, "sendSticker")).isInstanceOf(Turn.Now.class);
    }

    @Test
    void aRefusalHoldsItsMethodInItsChatOnAllInstancesAndNothingElse() {
        MessageLimits refused = limits();
        MessageLimits other = limits();
        refused.refused(9101, "sendSticker", Duration.ofSeconds(30));
        refused.refused(9101, "sendSticker", Duration.ofSeconds(1));

        assertThat(other.await(9101, "sendSticker"))
                .asInstanceOf(InstanceOfAssertFactories.type(Turn.Held.class))
                .satisfies(held -> assertThat(held.remaining())
                        .as("the longer one holds")
                        .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(30)));
        assertThat(other.await(9101, "sendMessage")).isInstanceOf(Turn.Now.class);
        assertThat(other.await(9102, "sendSticker")).isInstanceOf(Turn.Now.class);
        assertThat(other.tryNow(9101, "sendSticker")).isEmpty();
    }

    @Test
    void aHoldOfAClockThatWasAheadIsNone() {
        MessageLimits limits = limits();
        limits.refused(9105, "sendSticker", Duration.ofSeconds(30));
        limits.refused(9106, "sendSticker", Duration.ofSeconds(30));
        JdbcClient database = database();
        int _ = database.sql("update limits.holds set held_until = held_until + interval '1 day' where chat_id = 9105")
                .update();

        assertThat(limits.held(9105, "sendSticker")).isZero();
        assertThat(limits.await(9105, "sendSticker")).isInstanceOf(Turn.Now.class);
        limits.refused(9105, "sendSticker", Duration.ofSeconds(20));
        assertThat(limits.held(9105, "sendSticker"))
                .as("what Telegram says now")
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));

        int _ = database.sql("update limits.holds set held_until = held_until + interval '1 day' where chat_id = 9105")
                .update();
        limits.tidy();
        assertThat(database.sql("select chat_id from limits.holds where chat_id in (9105, 9106)")
                        .query(Long.class)
                        .list())
                .containsExactly(9106L);
    }

    @Test
    void aHoldOfDaysIsOneOfAnHour() {
        MessageLimits limits = limits();
        limits.refused(9107, "sendSticker", Duration.ofDays(3));

        assertThat(limits.held(9107, "sendSticker")).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void aShortHoldIsWaitedForInPlace() {
        MessageLimits limits = limits();
        limits.refused(9103, "sendSticker", Duration.ofMillis(500));
        assertThat(limits.held(9103, "sendSticker")).isPositive();

        assertThat(limits.await(9103, "sendSticker")).isInstanceOf(Turn.Now.class);

        assertThat(limits.held(9103, "sendSticker")).isZero();
    }

    @Test
    void editsAreDroppedWhereThereIsNoRoomAndInGroupsAlways() {
        MessageLimits limits = limits();
        assertThat(limits.tryEdit(9104, "editMessageText")).isTrue();
        assertThat(limits.tryEdit(9104, "editMessageText")).isTrue();
        assertThat(limits.tryEdit(9104, "editMessageText")).isFalse();
        assertThat(limits.await(9104, "sendSticker"))
                .as("no edit costs a message")
                .isInstanceOf(Turn.Now.class);
        assertThat(limits.tryEdit(-9104, "editMessageText")).isFalse();
    }

    @Test
    void aPersonsSetsAreChangedAtAPaceWhoeverChangesThem() {
        MessageLimits one = limits();
        MessageLimits other = limits();
        assertThat(one.untilSetChange(9108)).isZero();
        assertThat(other.untilSetChange(9108)).isZero();
        assertThat(one.untilSetChange(9108)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(one.untilSetChange(9109)).as("another person").isZero();
    }

    private static JdbcClient database() {
        return JdbcClient.create(dataSource());
    }

    private static DataSource dataSource() {
        HikariDataSource pool = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(settings.get("spring.datasource.url"))
                .username(settings.get("spring.datasource.username"))
                .password(settings.get("spring.datasource.password"))
                .build();
        pools.add(pool);
        return pool;
    }

    private static MessageLimits limits() {
        return limits(new SharedClock(database()), Duration.ofSeconds(5));
    }

    private static MessageLimits limits(Clock clock, Duration maxWait) {
        return limits(BOT, clock, maxWait);
    }

    /** Of a process of its own: a pool and a limiter that share nothing with another but the database. */
    private static MessageLimits limits(long bot, Clock clock, Duration maxWait) {
        return new MessageLimits(
                dataSource(),
                new LimitSettings(
                        30,
                        3,
                        Duration.ofMillis(1050),
                        20,
                        2,
                        Duration.ofMinutes(10),
                        2,
                        Duration.ofMinutes(10),
                        maxWait),
                bot,
                clock,
                new SimpleMeterRegistry());
    }
}
