package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** What a file is by its first bytes. Whatever its name or its storage says of it, nothing else is shown by a browser. */
enum FileType {
    WEBP("image/webp", "webp"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    GIF("image/gif", "gif"),
    MP4("video/mp4", "mp4"),
    WEBM("video/webm", "webm"),
    OTHER("application/octet-stream", "bin");

    private final String mime;
    private final String ending;

    FileType(String mime, String ending) {
        this.mime = mime;
        this.ending = ending;
    }

    String mime() {
        return mime;
    }

    String ending() {
        return ending;
    }

    static FileType of(byte[] file) {
        String start = new String(Arrays.copyOf(file, 12), ISO_8859_1);
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return WEBP;
        }
        if (start.startsWith("\u0089PNG")) {
            return PNG;
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (start.startsWith("GIF8")) {
            return GIF;
        }
        if (start.startsWith("ftyp", 4)) {
            return MP4;
        }
        return start.startsWith("\u001aE\u00df\u00a3") ? WEBM : OTHER;
    }
}
