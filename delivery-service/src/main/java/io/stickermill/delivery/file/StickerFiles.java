package io.stickermill.delivery.file;

import io.stickermill.schemas.StickerReady;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** The file of a sticker: inside its event, or, where it is too large for one, in storage. */
public final class StickerFiles {

    private final Function<String, Optional<byte[]>> storage;

    /** @param storage the object under a key */
    public StickerFiles(Function<String, Optional<byte[]>> storage) {
        this.storage = storage;
    }

    /** @throws IllegalStateException if the event names an object that is not there */
    public byte[] of(StickerReady sticker) {
        ByteBuffer inside = sticker.getSticker();
        if (inside != null) {
            byte[] file = new byte[inside.remaining()];
            inside.duplicate().get(file);
            return file;
        }
        String key = sticker.getStickerStorageKey();
        return storage.apply(key)
                .orElseThrow(() -> new IllegalStateException("the sticker's object " + key + " is not in storage"));
    }
}
