package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a process beyond the life of the stack that started it, so that what a killed stack left behind neither holds
 * a port nor writes into data that its successor opens.
 */
final class PidFile {

    private static final long END_SECONDS = 10;

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        ProcessIdentity identity = ProcessIdentity.of(process);
        Files.writeString(file, identity.pid() + " " + identity.startMillis() + "\n");
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException harmless) {
            // A process that has ended is recognised as such.
        }
    }

    /**
     * Ends the remembered process and its children if they still run.
     *
     * @throws IOException naming the process that can't be ended
     */
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
            process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
            for (ProcessHandle child : children) {
                child.onExit().get(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
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
        // Anything else was cut off, by a full disk or a kill, and tells nothing.
        String[] words = Files.readString(file).strip().split(" ", -1);
        return words.length == 2
                ? ProcessIdentity.parse(words[0], words[1]).flatMap(ProcessIdentity::living)
                : Optional.empty();
    }
}
