package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether the disk that holds a stack's data has room. */
public final class DiskSpace {

    /** Below it the broker can't make a log segment, nor PostgreSQL its journal (16 MB each). */
    private static final long NEEDED_BYTES = 64L << 20;

    private static final long MEGABYTE = 1 << 20;

    private DiskSpace() {}

    /** What is full and what to do, in one line; empty while there is room. */
    public static Optional<String> shortage(Path folder) {
        return shortage(folder, usable(folder));
    }

    static Optional<String> shortage(Path folder, OptionalLong usable) {
        return usable.isPresent() && usable.getAsLong() < NEEDED_BYTES
                ? Optional.of(full(folder, usable))
                : Optional.empty();
    }

    /** The same, where it is known that something could not be written. */
    static String full(Path folder) {
        return full(folder, usable(folder));
    }

    private static String full(Path folder, OptionalLong usable) {
        return "the disk that holds " + folder + " is full"
                + (usable.isPresent() ? " (" + usable.getAsLong() / MEGABYTE + " MB left)" : "")
                + ": free some room there, 64 MB at least, and everything goes on by itself";
    }

    /** Whether a program says so, in the words of the C library. */
    static boolean isToldBy(String words) {
        return words.contains("No space left on device") || words.contains("Disk quota exceeded");
    }

    private static OptionalLong usable(Path folder) {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }
}
