package io.stickermill.delivery.status;

import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes what nobody else will: whoever closed a status may have died before its message was gone. */
final class StatusSweep {

    /** By then the removal that follows each closing has happened. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int AT_ONCE = 100;

    private final StatusMessages messages;
    private final StatusCalls calls;

    StatusSweep(StatusMessages messages, StatusCalls calls) {
        this.messages = messages;
        this.calls = calls;
    }

    @Scheduled(fixedDelayString = "5s")
    void sweep() {
        messages.closeFinishedAlbums(GRACE);
        messages.standing(GRACE, AT_ONCE).forEach(left -> calls.delete(left.chatId(), left.messageId()));
    }
}
