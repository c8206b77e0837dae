package io.stickermill.console;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the console is told.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param token lets people in; 16 characters at least
 * @param broker how to reach it, {@code bootstrap.servers} at least
 * @param registry the schema registry's address, without /apis
 * @param database JDBC's address
 * @param databasePassword of the role {@code console}; null where none is asked for
 * @param history history-service's address; empty where stickers' files are not to be shown
 * @param backfill backfill-service's address; empty where there is none
 * @param apiKey of both
 * @param control the file that says where a local stack's supervisor listens; empty elsewhere
 */
public record ConsoleSettings(
        String host,
        int port,
        String token,
        Map<String, Object> broker,
        String registry,
        String database,
        @Nullable String databasePassword,
        Optional<String> history,
        Optional<String> backfill,
        String apiKey,
        Optional<Path> control) {

    /** Without its secrets. */
    @Override
    public String toString() {
        return "ConsoleSettings[" + host + ":" + port + "]";
    }
}
