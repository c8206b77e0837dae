package io.stickermill.localstack.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ctrl-C reaches every process of a terminal's group at once; a part in a session of its own is stopped by its supervisor
 * alone, in order.
 */
final class OwnSession {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private OwnSession() {}

    static List<String> command(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> inSession = new ArrayList<>();
        inSession.add(SETSID.toString());
        inSession.addAll(command);
        return inSession;
    }
}
