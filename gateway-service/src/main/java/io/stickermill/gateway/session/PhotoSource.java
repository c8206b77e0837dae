package io.stickermill.gateway.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a sticker is made of. */
public sealed interface PhotoSource {

    /** The photo that it is made of in any case, at the latest where what was ready made is gone. */
    Photo photo();

    /** A photo, to be worked on. */
    sealed interface Photo extends PhotoSource {

        @Override
        default Photo photo() {
            return this;
        }
    }

    /** @param fileId Telegram's, which the bot can fetch */
    record TelegramFile(String fileId) implements Photo {}

    /** @param storageKey where the photo lies in object storage */
    record Upload(String storageKey) implements Photo {}

    /**
     * A variant that was made beside the sticker of another job: nothing is worked on while it is kept.
     *
     * @param firstJobId that job
     */
    record ReadyMade(UUID firstJobId, Photo photo) implements PhotoSource {}

    /**
     * As rows and events tell it.
     *
     * @throws IllegalArgumentException if they name no photo
     */
    static PhotoSource of(@Nullable String fileId, @Nullable String storageKey, @Nullable UUID readyMadeOf) {
        Photo photo;
        if (fileId != null) {
            photo = new TelegramFile(fileId);
        } else if (storageKey != null) {
            photo = new Upload(storageKey);
        } else {
            throw new IllegalArgumentException("a request has its photo at Telegram or in storage");
        }
        return readyMadeOf == null ? photo : new ReadyMade(readyMadeOf, photo);
    }

    /** Of a photo at Telegram; null for any other. */
    default @Nullable String fileId() {
        return switch (photo()) {
            case TelegramFile(String fileId) -> fileId;
            case Upload _ -> null;
        };
    }

    /** Of a photo in storage; null for any other. */
    default @Nullable String storageKey() {
        return switch (photo()) {
            case TelegramFile _ -> null;
            case Upload(String storageKey) -> storageKey;
        };
    }

    /** The job beside whose sticker it was made; null for what is to be made. */
    default @Nullable UUID readyMadeOf() {
        return switch (this) {
            case Photo _ -> null;
            case ReadyMade(UUID firstJobId, Photo _) -> firstJobId;
        };
    }
}
