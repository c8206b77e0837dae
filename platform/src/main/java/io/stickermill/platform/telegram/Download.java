package io.stickermill.platform.telegram;

import java.time.Duration;

/** How the download of a file by its file id ended. */
public sealed interface Download {

    record Fetched(byte[] content) implements Download {}

    /** Above the caller's limit, or above what the Bot API hands out (20 MB from the cloud). */
    record TooLarge(String detail) implements Download {}

    /**
     * Telegram does not know the file, or it belongs to another bot: trying again does not help. Where Telegram leaves open
     * whether the file is only away for a moment, it was asked several times.
     */
    record Gone(String detail) implements Download {}

    /** Telegram wants fewer requests (429): try again, but no sooner than this from now. */
    record TooSoon(Duration retryAfter) implements Download {}

    /** Only the operator can mend it, and it is no fault of this file: try again, and tell no user. */
    record Barred(String cause) implements Download {}

    /** A fault on the way: try again. */
    record Failed(String cause) implements Download {}
}
