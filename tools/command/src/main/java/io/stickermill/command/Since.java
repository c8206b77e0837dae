package io.stickermill.command;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** What follows {@code --since}. */
final class Since {

    private Since() {}

    /**
     * @param text an instant, or how long ago: {@code 2h}
     * @throws CommandFailed if it is neither
     */
    static Instant of(String text, Instant now) {
        try {
            return text.matches("\\d{1,6}[smhd]")
                    ? now.minus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text))
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandFailed(
                    "--since takes a time such as 2026-01-31T03:00:00Z or how long ago such as 2h, not `" + text
                            + "`.");
        }
    }
}
