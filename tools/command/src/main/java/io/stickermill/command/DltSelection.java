package io.stickermill.command;

import io.stickermill.operations.deadletter.Selection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class DltSelection {

    @Option(names = "--group", paramLabel = "GROUP", description = "Only those of this consumer group.")
    private @Nullable String group;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "Only what is named so: by its own place or that of the record that it was, TOPIC-PARTITION-OFFSET,"
                            + " or by its job.")
    private @Nullable String id;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was given up then or later: 2026-01-31T03:00:00Z, or 2h, 30m, 1d ago.")
    private @Nullable String since;

    boolean namesOne() {
        return id != null;
    }

    Selection of(@Nullable String topic) {
        return Selection.of(topic, group, id, since == null ? null : Since.of(since, Instant.now()));
    }
}
