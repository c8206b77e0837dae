package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The first bytes of the image formats that stickers are made of. Whether the rest is well is found at decoding. */
final class ImageSignature {

    private ImageSignature() {}

    static boolean isKnown(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, 12), ISO_8859_1);
        return head.startsWith("\u00ff\u00d8\u00ff")
                || head.startsWith("\u0089PNG\r\n\u001a\n")
                || head.startsWith("RIFF") && head.endsWith("WEBP");
    }
}
