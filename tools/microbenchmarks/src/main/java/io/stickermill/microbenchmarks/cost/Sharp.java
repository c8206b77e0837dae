package io.stickermill.microbenchmarks.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.microbenchmarks.measure.Took;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** npm's {@code sharp} in a Node process, on one thread ({@code sharp.mjs}). It is fetched when it is needed. */
final class Sharp implements AutoCloseable {

    static final String VERSION = "0.35.5";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer jobs;
    private final BufferedReader answers;

    private Sharp(Process process) {
        this.process = process;
        this.jobs = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * Starts it.
     *
     * @param folder in which it is kept for the next time
     * @throws IOException if this machine has no Node, or npm can't fetch it; says which
     */
    static Sharp start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve("node_modules/sharp"))) {
            List<String> install = List.of(
                    "npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString(), "sharp@" + VERSION);
            Process npm = new ProcessBuilder(install)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            if (npm.waitFor() != 0) {
                throw new IOException("npm can't fetch it: " + folder.resolve("npm.log"));
            }
        }
        Path script = folder.resolve("sharp.mjs");
        try (InputStream source = Objects.requireNonNull(Sharp.class.getResourceAsStream("sharp.mjs"))) {
            Files.write(script, source.readAllBytes());
        }
        return new Sharp(new ProcessBuilder("node", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** @param side the subject's longer one in pixels, without its margin */
    void open(Path photo, GivenMask mask, int side, int margin) throws IOException {
        Path raw = Files.createTempFile("mask-", ".gray");
        Files.write(raw, mask.mask());
        ask(Map.of(
                "photo", photo.toString(),
                "mask", raw.toString(),
                "columns", mask.columns(),
                "rows", mask.rows(),
                "box", List.of(mask.left(), mask.top(), mask.width(), mask.height()),
                "side", side,
                "margin", margin));
        Files.delete(raw);
    }

    /** Makes the sticker of the opened photo once, into a file if one is named. */
    Took make(Path out) throws IOException {
        return made(ask(Map.of("out", out.toString())));
    }

    Took make() throws IOException {
        return made(ask(Map.of()));
    }

    private static Took made(JsonNode answer) {
        return new Took(
                answer.path("cpu").asDouble(),
                answer.path("wall").asDouble(),
                answer.path("bytes").asInt());
    }

    private JsonNode ask(Map<String, ?> job) throws IOException {
        jobs.write(JSON.writeValueAsString(job) + "\n");
        jobs.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the Node process has ended");
        }
        return JSON.readTree(line);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
