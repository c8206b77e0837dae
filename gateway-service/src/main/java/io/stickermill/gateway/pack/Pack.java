package io.stickermill.gateway.pack;

import io.stickermill.gateway.session.Asker;
import io.stickermill.schemas.ChatKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pack of photos.
 *
 * @param asker whose set it becomes, and in which chat it was asked for
 * @param threadId topic of a forum; null outside of topics
 * @param messageId the message that asked for it
 * @param language of the texts for the person
 * @param title of the set
 * @param albumId Telegram's media group whose photos are the pack; null of one that goes on until its owner says so
 * @param parts photos that have come so far
 */
public record Pack(
        UUID id,
        Asker asker,
        ChatKind chatKind,
        @Nullable Integer threadId,
        int messageId,
        String language,
        String title,
        @Nullable String albumId,
        int parts) {

    /** More photos than this are two packs: it fills two of Telegram's sets. */
    public static final int MOST = 240;
}
