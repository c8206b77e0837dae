package io.stickermill.gateway.update;

import io.stickermill.schemas.ChatKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an update is, in our words. */
sealed interface Incoming {

    /**
     * A photo, or an image sent as a file.
     *
     * @param albumId Telegram's media group, if it is part of one
     * @param sentAt when the user sent it, in whole seconds
     */
    record Photo(
            Sender sender,
            int messageId,
            String fileId,
            @Nullable String caption,
            @Nullable String albumId,
            Instant sentAt)
            implements Incoming {}

    /** Something that gets a text as its answer, and nothing else. */
    record Answerable(Sender sender, int messageId, Instant sentAt, ReplyText text) implements Incoming {}

    /** A button under one of our messages. */
    record Button(Sender sender, String callbackId, int messageId, String data) implements Incoming {}

    /** Everything that runs in the chat for this person is to stop. */
    record Cancel(Sender sender, int messageId, Instant sentAt) implements Incoming {}

    /** Nothing that we answer. */
    record Ignored(String why) implements Incoming {}

    /** Who sent it, and where. */
    record Sender(long userId, long chatId, ChatKind chatKind, String language) {}

    /** What the bot answers; the key of the text. */
    enum ReplyText {
        START("start"),
        HELP("help"),
        PRIVACY("privacy"),
        HINT("hint"),
        HEIC("heic"),
        NOT_AN_IMAGE("not_an_image"),
        TOO_LARGE("too_large");

        private final String key;

        ReplyText(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
