package io.stickermill.gateway.update;

/** What reading an update came to. */
sealed interface Reading {

    record Read(Incoming incoming) implements Reading {}

    /** It is not as Telegram says that updates are, or not as we think so. */
    record Unreadable(String cause) implements Reading {}
}
