package io.stickermill.platform.dispatch;

import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The finished offsets above a committed one, as the text that rides in the commit. A bit an offset; the broker takes at
 * most 4096 bytes ({@code offset.metadata.max.bytes}). What does not fit or can't be read is redone.
 */
final class OffsetMetadata {

    private static final int MAX_LENGTH = 4096;
    private static final String VERSION = "1:";

    /** Base64 makes 4 characters of 3 bytes. */
    static final int MAX_BITS = (MAX_LENGTH - VERSION.length()) / 4 * 3 * 8;

    private OffsetMetadata() {}

    static String encode(BitSet finished) {
        BitSet kept = finished.length() <= MAX_BITS ? finished : finished.get(0, MAX_BITS);
        return kept.isEmpty() ? "" : VERSION + Base64.getEncoder().encodeToString(kept.toByteArray());
    }

    static BitSet decode(@Nullable String metadata) {
        if (metadata == null || !metadata.startsWith(VERSION)) {
            return new BitSet();
        }
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(VERSION.length())));
        } catch (IllegalArgumentException notOurs) {
            return new BitSet();
        }
    }
}
