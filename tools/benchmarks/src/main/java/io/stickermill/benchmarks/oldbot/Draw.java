package io.stickermill.benchmarks.oldbot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Chance that can be asked again: the same question about the same row has the same answer, in any order and without
 * memory.
 */
record Draw(long seed) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Whether a row has something that a share of them has. */
    boolean has(String what, long row, double share) {
        return (bits(what, row) >>> 11) * 0x1.0p-53 < share;
    }

    /** From 0 to below the bound. */
    int below(int bound, String what, long row) {
        return (int) Math.floorMod(bits(what, row), (long) bound);
    }

    /** A UUID in the form of a random one, which is what such bots have. */
    UUID uuid(String what, long row) {
        long most = bits(what, row) & ~0xF000L | 0x4000L;
        long least = bits(what + "'", row) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    /** A file id of Telegram's form: letters, digits, dash and underscore only, so that it can stand in a path. */
    String fileId(FileIdKind kind, long row) {
        ByteBuffer bytes = ByteBuffer.allocate(40);
        for (int i = 0; i < 5; i++) {
            bytes.putLong(bits(kind.name() + i, row));
        }
        return kind.prefix + BASE64.encodeToString(bytes.array());
    }

    enum FileIdKind {
        STICKER("CAACAgIAAxkBAAI"),
        PHOTO("AgACAgIAAxkBAAI"),
        SHEET("BQACAgIAAxkBAAI");

        private final String prefix;

        FileIdKind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** SplitMix64's mixing of the seed, the question and the row. */
    private long bits(String what, long row) {
        long state = seed;
        for (byte letter : what.getBytes(UTF_8)) {
            state = mix(state + letter);
        }
        return mix(state + row * 0x9E37_79B9_7F4A_7C15L);
    }

    private static long mix(long state) {
        long z = state + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
