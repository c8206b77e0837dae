package io.stickermill.command;

import io.stickermill.operations.deadletter.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
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
        return Selection.of(topic, group, id, since == null ? null : time(since, Instant.now()));
    }

    static Instant time(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            String upper = text.toUpperCase(Locale.ROOT);
            try {
                Duration ago = Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
                return now.minus(ago.abs());
            } catch (DateTimeParseException noDuration) {
                throw new CommandFailed(
                        "--since takes a time such as 2026-01-31T03:00:00Z, or how long ago, such as 2h, not `" + text
                                + "`.");
            }
        }
    }
}
