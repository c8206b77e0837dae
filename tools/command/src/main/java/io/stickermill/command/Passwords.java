package io.stickermill.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Passwords come by an environment variable or a file: an argument could be read by everybody on the machine. */
final class Passwords {

    private Passwords() {}

    /** Null if neither gives one. */
    static @Nullable String given(String variable, @Nullable Path file) {
        if (file == null) {
            return System.getenv(variable);
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailed("The password can't be read from " + file
                    + ": give a file that holds it and nothing" + " else, or set " + variable + ".");
        }
    }

    static String remedy(String variable, String option) {
        return "set its user's password in " + variable + " or write it into a file and name that with " + option;
    }
}
