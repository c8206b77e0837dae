package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** By their first bytes. Whether the rest is well is found where it is opened, in a process of its own. */
final class PictureFiles {

    private static final int HEAD = 12;

    private PictureFiles() {}

    static boolean isOne(byte[] file) {
        if (file.length < HEAD) {
            return false;
        }
        String head = new String(file, 0, HEAD, ISO_8859_1);
        return head.startsWith("\u00ff\u00d8\u00ff")
                || head.startsWith("\u0089PNG\r\n\u001a\n")
                || head.startsWith("RIFF") && head.endsWith("WEBP");
    }
}
