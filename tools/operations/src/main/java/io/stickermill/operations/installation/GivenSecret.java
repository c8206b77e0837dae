package io.stickermill.operations.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Secrets come by an environment variable or a file: an argument could be read by everybody on the machine. */
public final class GivenSecret {

    private GivenSecret() {}

    /**
     * What a file holds, or a variable; null if neither gives one.
     *
     * @param variable that holds the secret itself
     * @param file goes before the variable; its last line break does not count
     * @param warn hears of a file that everybody may read
     * @throws IllegalArgumentException if the file can't be read or is empty
     */
    public static @Nullable String of(
            Map<String, String> environment, String variable, @Nullable Path file, Consumer<String> warn) {
        if (file == null) {
            String value = environment.get(variable);
            return value == null || value.isBlank() ? null : value;
        }
        try {
            String held = Files.readString(file).strip();
            if (held.isEmpty()) {
                throw new IllegalArgumentException(file + " is empty: it is to hold the secret and nothing else.");
            }
            if (isForEverybody(file)) {
                warn.accept(file + " can be read by everybody on this machine: chmod 600 " + file);
            }
            return held;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The secret can't be read from " + file + " ("
                            + e.getClass().getSimpleName() + "): give a file that holds it and nothing else, or set "
                            + variable + ".",
                    e);
        }
    }

    private static boolean isForEverybody(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException noPosix) {
            return false;
        }
    }
}
