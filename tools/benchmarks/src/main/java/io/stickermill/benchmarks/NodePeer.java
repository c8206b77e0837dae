package io.stickermill.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.benchmarks.ChatJournal.Photo;
import io.stickermill.common.Until;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A bot of Node processes as people write them: one takes updates, others make stickers, a queue is between them. */
final class NodePeer implements Contestant {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final List<String> NEEDED = List.of("postgres", "s3");

    private final Queue queue;
    private final Making making;
    private final BenchStack stack;
    private final Path programs;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private @Nullable RedisServer redis;
    private int turns;

    /** What is between the two kinds of process. */
    enum Queue {
        /** BullMQ on Redis. */
        BULLMQ,
        /** A table in PostgreSQL that is asked every two seconds. */
        TABLE;

        /** As the programs have it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of its tables. */
        String schema() {
            return "peer_" + key();
        }
    }

    /**
     * How a sticker is made.
     *
     * @param program that does it: {@code model} or {@code provider}
     * @param environment that it is told by
     */
    record Making(String program, Map<String, String> environment) {

        static Making model(Path file, int threads) {
            return new Making("model", Map.of("MODEL", file.toString(), "MODEL_THREADS", Integer.toString(threads)));
        }

        static Making provider(URI url) {
            return new Making("provider", Map.of("PROVIDER_URL", url.toString()));
        }
    }

    /** @param programs the folder that {@link PeerPrograms#install} gave */
    NodePeer(Queue queue, Making making, BenchStack stack, Path programs) {
        this.queue = queue;
        this.making = making;
        this.stack = stack;
        this.programs = programs;
    }

    @Override
    public String name() {
        return queue.key();
    }

    @Override
    public Slots usual() {
        return new Slots(2, 1);
    }

    @Override
    public void begin(Slots slots) throws Exception {
        Path folder = Files.createDirectories(
                stack.home().folder().resolve(name()).resolve(making.program() + "-" + ++turns));
        try (Connection database = database();
                var statement = database.createStatement()) {
            statement.execute("create schema if not exists %1$s; set search_path = %1$s".formatted(queue.schema()));
            statement.execute(new String(PeerPrograms.resource("tables.sql"), UTF_8));
        }
        Map<String, String> environment = environment();
        if (queue == Queue.BULLMQ) {
            redis = RedisServer.start(folder);
            environment.put("REDIS_URL", redis.url());
        }
        environment.put("SLOTS", Integer.toString(slots.each()));
        for (int number = 1; number <= slots.processes(); number++) {
            start("worker-" + number, "worker.mjs", environment, folder);
        }
        start("bot", "bot.mjs", environment, folder);
    }

    private Map<String, String> environment() throws SQLException {
        URI storage = URI.create(Objects.requireNonNull(stack.storage().get("bucket_url")));
        URI database = URI.create(address().substring("jdbc:".length()));
        Map<String, String> environment = new HashMap<>(making.environment());
        environment.putAll(Map.ofEntries(
                Map.entry("NODE_ENV", "production"),
                Map.entry("QUEUE", queue.key()),
                Map.entry("MAKING", making.program()),
                Map.entry("TELEGRAM_URL", stack.telegram()),
                Map.entry("TELEGRAM_TOKEN", stack.token()),
                Map.entry("S3_URL", storage.resolve("/").toString()),
                Map.entry("S3_BUCKET", storage.getPath().substring(1)),
                Map.entry(
                        "S3_ACCESS_KEY", Objects.requireNonNull(stack.storage().get("access_key"))),
                Map.entry(
                        "S3_SECRET_KEY", Objects.requireNonNull(stack.storage().get("secret_key"))),
                Map.entry("PGHOST", database.getHost()),
                Map.entry("PGPORT", Integer.toString(database.getPort())),
                Map.entry("PGDATABASE", StackLogins.OLD_BOT),
                Map.entry("PGUSER", StackLogins.OLD_BOT),
                Map.entry("PGPASSWORD", logins().password(StackLogins.OLD_BOT)),
                Map.entry("PGOPTIONS", "-c search_path=" + queue.schema())));
        return environment;
    }

    /** Returns when it has said that it is ready. */
    private void start(String name, String program, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "node", programs.resolve(program).toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        synchronized (this) {
            running.put(name, process);
        }
        boolean ready =
                Until.every(Duration.ofMillis(50)).forAtMost(START).isTrue(() -> isReady(log) || !process.isAlive())
                        && isReady(log);
        if (!ready) {
            throw new BenchFailed(name() + "'s " + name + " did not start: " + log + " says why");
        }
    }

    private static boolean isReady(Path log) throws IOException {
        return Files.readString(log).lines().anyMatch("ready"::equals);
    }

    @Override
    public synchronized void end() {
        running.values().forEach(Process::destroy);
        running.values().forEach(NodePeer::awaitEnd);
        running.clear();
        if (redis != null) {
            redis.close();
            redis = null;
        }
    }

    private static void awaitEnd(Process process) {
        try {
            process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stuck) {
            process.destroyForcibly();
        }
    }

    @Override
    public synchronized Map<String, ProcessTree> processes() {
        Map<String, ProcessTree> all = new LinkedHashMap<>();
        running.forEach((name, process) -> all.put(name, new ProcessTree(process.pid())));
        if (redis != null) {
            all.put("redis", redis.processes());
        }
        Map<String, ProcessTree> parts = stack.processes();
        NEEDED.forEach(part -> all.put(part, Objects.requireNonNull(parts.get(part))));
        return all;
    }

    @Override
    public void check(ChatJournal journal, List<Photo> photos) throws Exception {
        try (Connection database = database()) {
            Map<Photo, String> rows = Until.every(Duration.ofMillis(100))
                    .forAtMost(PATIENCE)
                    .answer(() -> rows(database), found -> found.keySet().containsAll(photos));
            journal.readOn();
            List<String> wrong = wrong(
                    photos,
                    photo -> journal.stickersFor(photo).size(),
                    rows,
                    key -> Files.isRegularFile(stack.objects().resolve(key)));
            if (!wrong.isEmpty()) {
                throw new BenchFailed(name() + ", " + wrong.size() + " wrong: " + String.join("; ", wrong));
            }
        }
    }

    /**
     * What is wrong with the photos: an empty list if nothing is.
     *
     * @param stickers how many have come for a photo
     * @param rows the paths of the photos that have a row
     * @param stored whether there is a file at a path
     */
    static List<String> wrong(
            List<Photo> photos, ToIntFunction<Photo> stickers, Map<Photo, String> rows, Predicate<String> stored) {
        List<String> wrong = new ArrayList<>();
        for (Photo photo : photos) {
            int came = stickers.applyAsInt(photo);
            String path = rows.get(photo);
            if (came != 1) {
                wrong.add(photo + " was answered by " + came + " stickers");
            } else if (path == null) {
                wrong.add(photo + " has no row");
            } else if (!stored.test(path)) {
                wrong.add(photo + " is said to be stored and is not");
            }
        }
        return wrong;
    }

    private Map<Photo, String> rows(Connection database) throws SQLException {
        Map<Photo, String> rows = new HashMap<>();
        try (var statement = database.createStatement();
                var found = statement.executeQuery(
                        "select chat, message, path from %s.stickers".formatted(queue.schema()))) {
            while (found.next()) {
                rows.put(new Photo(found.getLong(1), found.getInt(2)), found.getString(3));
            }
        }
        return rows;
    }

    /** A bot's that is none of ours; made where it is not there yet. */
    private Connection database() throws SQLException {
        return DriverManager.getConnection(address(), StackLogins.OLD_BOT, logins().password(StackLogins.OLD_BOT));
    }

    private String address() throws SQLException {
        return logins().oldBot(stack.databaseUrl());
    }

    @Override
    public void close() {
        end();
    }

    private StackLogins logins() {
        return new StackLogins(stack.home());
    }
}
