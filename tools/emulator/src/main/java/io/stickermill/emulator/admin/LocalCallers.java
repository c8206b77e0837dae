package io.stickermill.emulator.admin;

import io.javalin.http.Context;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps web pages of others out: one that rebinds its name to 127.0.0.1, or that just posts there. */
final class LocalCallers {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");
    private static final Pattern HOST = Pattern.compile("([^:/]+)(?::[0-9]+)?");

    private LocalCallers() {}

    static final class Foreign extends RuntimeException {
        Foreign(String message) {
            super(message);
        }
    }

    static void check(Context http) {
        if (!local(http.header("Host"))) {
            throw new Foreign("The admin API answers to the names 127.0.0.1 and localhost only");
        }
        String origin = http.header("Origin");
        if (origin != null && !origin.equals("http://" + http.header("Host"))) {
            throw new Foreign("The admin API does not answer to pages of other sites or ports");
        }
    }

    private static boolean local(@Nullable String header) {
        var host = HOST.matcher(header == null ? "" : header);
        return host.matches() && NAMES.contains(host.group(1));
    }
}
