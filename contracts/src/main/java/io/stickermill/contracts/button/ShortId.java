package io.stickermill.contracts.button;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** A UUID in 22 characters instead of 36: callback data has 64 bytes. */
final class ShortId {

    /** The last of the 22 carries two bits only, so that each UUID has one text. */
    static final String PATTERN = "[A-Za-z0-9_-]{21}[AQgw]";

    private ShortId() {}

    static String write(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param text as {@link #PATTERN} says */
    static UUID read(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
