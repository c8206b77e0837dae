package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The first bytes of the image formats that stickers are made of. Whether the rest is well is found at decoding. */
final class ImageSignature {

    private ImageSignature() {}

    /** How many bytes tell. */
    static final int LENGTH = 12;

    /** @param start of the file, {@link #LENGTH} bytes unless it is shorter */
    static boolean isKnown(byte[] start) {
        String head = new String(start, ISO_8859_1);
        return head.startsWith("\u00ff\u00d8\u00ff")
                || head.startsWith("\u0089PNG\r\n\u001a\n")
                || head.startsWith("RIFF") && head.endsWith("WEBP");
    }
}
