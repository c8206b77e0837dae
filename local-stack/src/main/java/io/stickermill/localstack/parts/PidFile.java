package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers a process beyond the life of the stack that started it, so that what a killed stack left behind neither holds
 * a port nor writes into data that its successor opens. The start time tells a process from a later one with its number.
 */
final class PidFile {

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + " " + startOf(process) + "\n");
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException harmless) {
            // A process that has ended is recognised as such.
        }
    }

    /** Ends the remembered process and its children if they still run. */
    void endLeftOver() throws IOException {
        Optional<ProcessHandle> leftOver = remembered();
        if (leftOver.isEmpty()) {
            return;
        }
        ProcessHandle process = leftOver.get();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
            for (ProcessHandle child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException(
                    "process " + process.pid() + " of an earlier run is still there: end it with `kill -9 "
                            + process.pid() + "`",
                    e);
        }
    }

    private Optional<ProcessHandle> remembered() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" ", -1);
        if (words.length != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(process -> Long.toString(startOf(process)).equals(words[1]));
    }

    private static long startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }
}
