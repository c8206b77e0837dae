package io.stickermill.benchmarks.chaos;

import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.PhotoForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that orders stickers of remote styles by the HTTP API, each until it is taken, whatever is going on. */
final class PaidOrders implements AutoCloseable {

    /** At each provider one. */
    private static final List<String> STYLES =
            List.of("toy-mirror", "toy-negative", "toy-poster", "toy-mosaic", "toy-somersault");

    private static final Duration BETWEEN = Duration.ofSeconds(12);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST_CHAT = 7_000;
    private static final int CHATS = 5;
    private static final int TAKEN = 202;

    /** A bot can't begin a chat, and may not have heard of its person yet. */
    private static final int NOT_GREETED = 422;

    private static final int BUSY = 429;

    private final ChaosStack stack;
    private final byte[] photo;
    private final Random random;
    private final Map<UUID, Instant> jobs = new HashMap<>();
    private final Thread thread;
    private volatile @Nullable Exception failed;
    private final CountDownLatch ended = new CountDownLatch(1);

    PaidOrders(ChaosStack stack, List<Path> files, long seed) throws IOException {
        this.stack = stack;
        this.photo = Files.readAllBytes(files.getFirst());
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("paid-orders").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The jobs of the orders that were taken, and when. */
    synchronized Map<UUID, Instant> jobs() {
        return Map.copyOf(jobs);
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Returns when the last order is taken.
     *
     * @throws IllegalStateException if orders were not taken: then nothing is known of them
     */
    void stop() {
        ended.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failed != null) {
            throw new IllegalStateException("remote styles can't be ordered", failed);
        }
    }

    private void run() {
        try {
            for (int i = 0; i < CHATS; i++) {
                stack.user(FIRST_CHAT + i).say("/start", "en");
            }
            do {
                order(FIRST_CHAT + random.nextInt(CHATS), STYLES.get(random.nextInt(STYLES.size())));
            } while (!ended.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failed = e;
        }
    }

    /** The same order, with the same key, until it is taken. */
    private void order(long chat, String style) throws InterruptedException {
        String key = new UUID(random.nextLong(), random.nextLong()).toString();
        var request = PhotoForm.order(
                URI.create(stack.gateway() + "/v1/stickers"),
                stack.apiKey(),
                key,
                Map.of("chat_id", Long.toString(chat), "style", style),
                "photo.jpg",
                photo,
                PATIENCE);
        while (true) {
            try {
                HttpResponse<String> answer = Http.CLIENT.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == TAKEN) {
                    synchronized (this) {
                        jobs.put(
                                UUID.fromString(Json.MAPPER
                                        .readTree(answer.body())
                                        .path("job_id")
                                        .asText()),
                                Instant.now());
                    }
                    return;
                }
                if (answer.statusCode() / 100 == 4
                        && answer.statusCode() != NOT_GREETED
                        && answer.statusCode() != BUSY) {
                    throw new IllegalStateException("an order is refused: " + answer.body());
                }
            } catch (IOException away) {
                // Whether it was taken is not known: its key says that it is the same order.
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }
}
