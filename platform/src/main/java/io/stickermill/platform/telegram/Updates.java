package io.stickermill.platform.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a wait for updates came to. */
public sealed interface Updates {

    /**
     * Telegram's answer, each update as it came: one that nobody can read does not hide the others.
     *
     * @param updates oldest first; none when the wait was over
     */
    record Received(List<RawUpdate> updates) implements Updates {}

    /** Telegram refused: another poller (409), a wrong token (401), too many calls (429). */
    record Refused(int code, String description, Optional<Duration> retryAfter) implements Updates {}

    /** There was no answer, or none that could be understood. */
    record Unavailable(String cause) implements Updates {}
}
