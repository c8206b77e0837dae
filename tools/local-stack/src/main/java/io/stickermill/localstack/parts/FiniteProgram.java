package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that prepares something and ends. */
final class FiniteProgram {

    private FiniteProgram() {}

    /**
     * Runs the program to its end.
     *
     * @param purpose names what failed, if it fails
     * @throws IOException when it can't be started or ends with another code than 0
     */
    static void run(String purpose, List<String> command, Path folder, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(purpose + " failed with exit code " + exit + "; see the end of " + log);
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(purpose + " was interrupted", e);
        }
    }
}
