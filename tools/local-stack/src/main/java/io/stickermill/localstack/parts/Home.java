package io.stickermill.localstack.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds all data of one local stack: a folder per part, {@code logs} and {@code run}.
 *
 * @param folder the stack's home; made when absent, readable by its owner only
 */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
        createPrivate(folder);
    }

    /** A part's data. */
    public Path data(String part) {
        return createPrivate(folder.resolve(part));
    }

    public Path log(String part) {
        return createPrivate(folder.resolve("logs")).resolve(part + ".log");
    }

    /** What only matters while the stack runs. */
    public Path run() {
        return createPrivate(folder.resolve("run"));
    }

    /** Writes a file that only its owner can read, and never leaves half of it behind. */
    public static void writePrivate(Path file, String content) throws IOException {
        writePrivate(file, content.getBytes(UTF_8));
    }

    static void writePrivate(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path createPrivate(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder + " for the local stack's data", e);
        }
    }
}
