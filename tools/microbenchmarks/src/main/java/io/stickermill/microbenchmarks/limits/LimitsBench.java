package io.stickermill.microbenchmarks.limits;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.telegram.limit.LimitDatabase;
import io.stickermill.platform.telegram.limit.LimitSettings;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.telegram.limit.Turn;
import io.stickermill.platform.time.SharedClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a send pays for asking Telegram's limits, which are so wide that none ever waits for them, beside a bare round trip
 * to the same database; the two by turns. Threads don't rest between two sends: with many of them this is
 * the cost at the most that the database gives, not at the 30 a second that Telegram takes.
 */
public final class LimitsBench {

    private static final int[] THREADS = {1, 8, 32};
    private static final int SENDS_A_ROUND = 192;
    private static final int CHATS = 500;
    private static final long BOT = 1;

    /** As a service has by {@code stickermill-platform.yaml}. */
    private static final int CONNECTIONS = 8;

    private static final LimitSettings WIDE_OPEN = new LimitSettings(
            3_000_000,
            1_000_000,
            Duration.ofMillis(1),
            4_000_000,
            1_000_000,
            Duration.ofMillis(1),
            1_000_000,
            Duration.ofMillis(1),
            Duration.ofSeconds(5));

    private LimitsBench() {}

    /** One of the two things that are measured. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    /** @param arguments the number of rounds; the database is named by Spring's variables */
    public static void run(List<String> arguments) throws Exception {
        int rounds = Integer.parseInt(arguments.get(0));
        LoggingSystem.get(LimitsBench.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try (HikariDataSource database = database(System.getenv());
                LimitDatabase ofLimits = new LimitDatabase(database)) {
            MessageLimits limits = new MessageLimits(
                    ofLimits.connections(),
                    WIDE_OPEN,
                    BOT,
                    new SharedClock(JdbcClient.create(database)),
                    new SimpleMeterRegistry());
            Work ask = () -> ask(limits);
            Work select = () -> select(database);
            measure(CONNECTIONS, ask);
            measure(CONNECTIONS, select);
            System.out.println("Asking the limits before a send, in ms, beside `select 1`");
            System.out.printf(
                    "%7s %6s | %8s %8s | %8s %8s | %s%n",
                    "THREADS", "SENDS", "MEDIAN", "P99", "SELECT 1", "P99", "MEDIAN / SELECT 1");
            List<String> ratios = new ArrayList<>();
            for (int threads : THREADS) {
                List<Long> asked = new ArrayList<>();
                List<Long> selected = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    asked.addAll(measure(threads, ask));
                    selected.addAll(measure(threads, select));
                }
                double ratio = millis(asked, 50) / millis(selected, 50);
                System.out.printf(
                        Locale.ROOT,
                        "%7d %6d | %8.2f %8.2f | %8.2f %8.2f | %.1f%n",
                        threads,
                        asked.size(),
                        millis(asked, 50),
                        millis(asked, 99),
                        millis(selected, 50),
                        millis(selected, 99),
                        ratio);
                ratios.add(String.format(Locale.ROOT, "%.1f at %d", ratio, threads));
            }
            System.out.println("limits: median / select 1 " + String.join(", ", ratios) + " threads");
        }
    }

    /** Gives the nanoseconds of each. */
    private static List<Long> measure(int threads, Work work) throws Exception {
        List<Callable<List<Long>>> loops = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            loops.add(() -> {
                List<Long> took = new ArrayList<>();
                for (int i = 0; i < SENDS_A_ROUND / threads; i++) {
                    long begin = System.nanoTime();
                    work.run();
                    took.add(System.nanoTime() - begin);
                }
                return took;
            });
        }
        List<Long> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<List<Long>> loop : pool.invokeAll(loops)) {
                all.addAll(loop.get());
            }
        }
        return all;
    }

    private static void ask(MessageLimits limits) {
        if (!(limits.await(1 + ThreadLocalRandom.current().nextInt(CHATS), "sendSticker") instanceof Turn.Now)) {
            throw new IllegalStateException("the limits were not wide open");
        }
    }

    private static void select(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement("select 1");
                var rows = statement.executeQuery()) {
            if (!rows.next() || rows.getInt(1) != 1) {
                throw new IllegalStateException("select 1 gave something else");
            }
        }
    }

    /** Nearest rank. */
    private static double millis(List<Long> nanos, int percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.max(1, (int) Math.ceil(percent / 100.0 * sorted.length)) - 1] / 1e6;
    }

    private static HikariDataSource database(Map<String, String> environment) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(environment.get("SPRING_DATASOURCE_URL"));
        config.setUsername(environment.get("SPRING_DATASOURCE_USERNAME"));
        config.setPassword(environment.get("SPRING_DATASOURCE_PASSWORD"));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        return new HikariDataSource(config);
    }
}
