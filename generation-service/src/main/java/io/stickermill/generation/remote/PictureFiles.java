package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** By their first bytes. Whether the rest is well is found where it is opened, in a process of its own. */
final class PictureFiles {

    private static final int HEAD = 12;

    private PictureFiles() {}

    static boolean isOne(byte[] file) {
        return type(file).startsWith("image/");
    }

    /** The media type; that of any bytes for what is no picture of ours. */
    static String type(byte[] file) {
        String head = file.length < HEAD ? "" : new String(file, 0, HEAD, ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : "application/octet-stream";
    }
}
