package io.stickermill.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.topic.RawConsumer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What such a flow can't do without: a record of a request's size through one topic, as many database commits as ours makes
 * until the sticker is there, a record of a sticker's size through a second topic, offsets committed. No retries, no order
 * per chat, no Telegram. Times from before the first is published until the second has been read.
 */
final class BarePipeline implements AutoCloseable {

    /** Until the sticker is in its chat. Gateway: the user, the admitted request. Delivery: the claim. */
    static final int COMMITS = 3;

    /**
     * Those of the limits' buckets, which don't wait for the disk: the chat is asked for its wait, then the bot's and the
     * chat's token are taken.
     */
    static final int LIGHT_COMMITS = 3;

    private static final String REQUESTS = "bench-requests";
    private static final String STICKERS = "bench-stickers";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** As many as a service has of each. */
    private static final int PARTITIONS = 12;

    private static final int CONNECTIONS = 8;

    private final byte[] request;
    private final byte[] sticker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> worker;
    private final TopicTail end;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
    private final BlockingQueue<Connection> light = new ArrayBlockingQueue<>(CONNECTIONS);
    private final Map<UUID, Under> under = new ConcurrentHashMap<>();
    private final Thread loop;
    private volatile boolean closed;
    private volatile boolean broken;
    private long done;

    /** A record on its way. */
    private record Under(long begin, CountDownLatch arrived) {}

    /** @param request and sticker: values of records that have gone through the pipeline */
    BarePipeline(BenchStack stack, byte[] request, byte[] sticker)
            throws SQLException, InterruptedException, ExecutionException {
        this.request = request;
        this.sticker = sticker;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic(REQUESTS, PARTITIONS, (short) 1),
                            new NewTopic(STICKERS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(stack.database());
            Connection connection = stack.database();
            try (var statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = off");
            }
            light.add(connection);
        }
        try (var statement = connections.element().createStatement()) {
            statement.execute("create schema bench");
            statement.execute("create table bench.work (id uuid, step int, primary key (id, step))");
        }
        this.producer = Producers.at(stack.bootstrap());
        this.end = new TopicTail(stack.bootstrap(), List.of(STICKERS), this::arrived);
        this.worker = RawConsumer.open(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrap(), ConsumerConfig.GROUP_ID_CONFIG, "bench"));
        TopicTail.startAtEnd(worker, List.of(REQUESTS));
        this.loop = Thread.ofPlatform().daemon().name("bare-worker").start(this::work);
    }

    /** Gives each record's milliseconds. */
    List<Double> run(int perSecond, int count) throws InterruptedException, ExecutionException {
        List<Double> millis = Metronome.run(perSecond, count, _ -> {
            UUID id = UUID.randomUUID();
            Under way = new Under(System.nanoTime(), new CountDownLatch(1));
            under.put(id, way);
            var _ = producer.send(new ProducerRecord<>(REQUESTS, id.toString().getBytes(UTF_8), request));
            if (!way.arrived().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || broken) {
                throw new BenchFailed("a record of the bare pipeline did not come through");
            }
            return (System.nanoTime() - way.begin()) / 1e6;
        });
        done += count;
        return millis;
    }

    /** @throws BenchFailed if not all of the commits were made */
    void check() throws SQLException, InterruptedException {
        Connection connection = connections.take();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from bench.work")) {
            rows.next();
            if (rows.getLong(1) != done * (COMMITS + LIGHT_COMMITS)) {
                throw new BenchFailed(
                        "the bare pipeline made " + rows.getLong(1) + " commits for " + done + " records");
            }
        } finally {
            connections.add(connection);
        }
    }

    private void arrived(ConsumerRecord<byte[], byte[]> record) {
        Under way = under.remove(UUID.fromString(new String(record.key(), UTF_8)));
        if (way == null) {
            // It came twice.
            broken = true;
        } else {
            way.arrived().countDown();
        }
    }

    private void work() {
        try {
            while (!closed) {
                List<Future<?>> works = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : worker.poll(Duration.ofMillis(200))) {
                    works.add(threads.submit(() -> {
                        work(record);
                        return null;
                    }));
                }
                for (Future<?> each : works) {
                    each.get();
                }
                if (!works.isEmpty()) {
                    worker.commitSync();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            broken = true;
            throw new IllegalStateException("the bare pipeline's work failed", e);
        }
    }

    private void work(ConsumerRecord<byte[], byte[]> record)
            throws SQLException, InterruptedException, ExecutionException {
        UUID id = UUID.fromString(new String(record.key(), UTF_8));
        for (int step = 0; step < COMMITS + LIGHT_COMMITS; step++) {
            commit(step < COMMITS ? connections : light, id, step);
        }
        producer.send(new ProducerRecord<>(STICKERS, record.key(), sticker)).get();
    }

    private static void commit(BlockingQueue<Connection> pool, UUID id, int step)
            throws SQLException, InterruptedException {
        Connection connection = pool.take();
        try (var insert = connection.prepareStatement("insert into bench.work (id, step) values (?, ?)")) {
            insert.setObject(1, id);
            insert.setInt(2, step);
            insert.executeUpdate();
        } finally {
            pool.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.close();
        end.close();
        producer.close();
        threads.close();
        for (Connection connection : connections) {
            connection.close();
        }
        for (Connection connection : light) {
            connection.close();
        }
    }
}
