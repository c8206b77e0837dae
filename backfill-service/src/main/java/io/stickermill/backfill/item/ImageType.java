package io.stickermill.backfill.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** What a file is, by its first bytes. */
enum ImageType {
    WEBP,
    PNG,
    JPEG,
    ANIMATION,
    VIDEO,
    OTHER;

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    static ImageType of(byte[] file) {
        if (text(file, 0, 4).equals("RIFF") && text(file, 8, 12).equals("WEBP")) {
            return WEBP;
        }
        if (Arrays.equals(Arrays.copyOf(file, PNG_SIGNATURE.length), PNG_SIGNATURE)) {
            return PNG;
        }
        if (starts(file, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        // Telegram's animated stickers are gzipped Lottie, its video stickers WebM.
        if (starts(file, 0x1F, 0x8B)) {
            return ANIMATION;
        }
        return starts(file, 0x1A, 0x45, 0xDF, 0xA3) ? VIDEO : OTHER;
    }

    private static boolean starts(byte[] file, int... bytes) {
        if (file.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((file[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] file, int from, int to) {
        return file.length < to ? "" : new String(file, from, to - from, ISO_8859_1);
    }
}
