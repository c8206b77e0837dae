package io.stickermill.localstack.supervisor;

import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.ProcessIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running supervisor listens, and the token that it asks for; kept in a file of the stack's owner.
 *
 * @param supervisor the process that listens
 */
public record ControlAddress(String url, String token, ProcessIdentity supervisor) {

    void writeTo(Home home) throws IOException {
        Home.writePrivate(
                file(home),
                "url=" + url + "\ntoken=" + token + "\npid=" + supervisor.pid() + "\nstarted="
                        + supervisor.startMillis() + "\n");
    }

    static void remove(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException harmless) {
            // A file whose process is gone is passed over.
        }
    }

    /** The supervisor of this home, if one runs. */
    public static Optional<ControlAddress> of(Home home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Properties kept = new Properties();
            kept.load(new StringReader(Files.readString(file)));
            return ProcessIdentity.parse(kept.getProperty("pid", ""), kept.getProperty("started", ""))
                    .filter(supervisor -> supervisor.living().isPresent())
                    .map(supervisor ->
                            new ControlAddress(kept.getProperty("url"), kept.getProperty("token"), supervisor));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("control.properties");
    }
}
