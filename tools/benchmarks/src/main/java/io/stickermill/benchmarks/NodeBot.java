package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A bot of one Node process, which sends and uploads by itself ({@code bot.mjs}). */
final class NodeBot implements AutoCloseable {

    private final Process process;
    private final Writer jobs;
    private final Map<Long, CompletableFuture<Took>> running = new ConcurrentHashMap<>();

    /** How the two are done. */
    enum Order {
        /** Uploaded, then sent. */
        SEQUENCE,
        /** {@code Promise.all}. */
        ALL
    }

    /** From before the first call to after the last. */
    record Took(Instant begin, Instant end) {}

    private NodeBot(Process process) {
        this.process = process;
        this.jobs = process.outputWriter();
        Thread.ofVirtual().name("node-bot").start(this::read);
    }

    /** Empty if this machine has no Node. */
    static Optional<NodeBot> start(BenchStack stack, Path folder) throws IOException {
        Path script = folder.resolve("bot.mjs");
        Path sticker = folder.resolve("bot-sticker.webp");
        try (InputStream source = Objects.requireNonNull(NodeBot.class.getResourceAsStream("bot.mjs"))) {
            Files.write(script, source.readAllBytes());
        }
        Files.write(sticker, Pictures.sticker());
        ProcessBuilder builder =
                new ProcessBuilder("node", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "TELEGRAM_URL", stack.telegram(),
                        "TELEGRAM_TOKEN", stack.token(),
                        "BUCKET_URL", Objects.requireNonNull(stack.storage().get("bucket_url")),
                        "S3_ACCESS_KEY", Objects.requireNonNull(stack.storage().get("access_key")),
                        "S3_SECRET_KEY", Objects.requireNonNull(stack.storage().get("secret_key")),
                        "STICKER_FILE", sticker.toString()));
        try {
            return Optional.of(new NodeBot(builder.start()));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** @param chat one that has no other job under way */
    CompletableFuture<Took> step7(Order order, long chat, String key) throws IOException {
        CompletableFuture<Took> took = new CompletableFuture<>();
        running.put(chat, took);
        String job = Json.MAPPER.writeValueAsString(
                Map.of("order", order == Order.ALL ? "all" : "sequence", "chat", chat, "key", key));
        synchronized (jobs) {
            jobs.write(job + "\n");
            jobs.flush();
        }
        return took;
    }

    private void read() {
        try (BufferedReader answers = process.inputReader()) {
            answers.lines().forEach(this::answered);
        } catch (IOException | UncheckedIOException ended) {
            // As below.
        }
        running.values().forEach(job -> job.completeExceptionally(new BenchFailed("the Node process has ended")));
    }

    private void answered(String line) {
        try {
            JsonNode answer = Json.MAPPER.readTree(line);
            Objects.requireNonNull(running.remove(answer.path("chat").asLong()))
                    .complete(new Took(
                            Instant.ofEpochMilli(answer.path("begin").asLong()),
                            Instant.ofEpochMilli(answer.path("end").asLong())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
