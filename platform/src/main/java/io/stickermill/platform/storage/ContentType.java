package io.stickermill.platform.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;

/**
 * What a file is by its first bytes, whatever its name or its sender says of it. Whether the rest is well is found where it is
 * opened.
 */
public enum ContentType {
    WEBP("image/webp", "webp"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    GIF("image/gif", "gif"),
    MP4("video/mp4", "mp4"),
    WEBM("video/webm", "webm"),
    /** Telegram's animated stickers, which are gzipped Lottie; by its first bytes any gzip. */
    TGS("application/x-tgsticker", "tgs"),
    OTHER("application/octet-stream", "bin");

    /** How many bytes tell. */
    public static final int HEAD = 12;

    /** Pictures of phones lie in boxes as videos do. Nothing of ours makes or reads them. */
    private static final Set<String> PICTURES_IN_BOXES = Set.of("heic", "heix", "mif1", "msf1", "avif", "avis");

    private final String mime;
    private final String extension;

    ContentType(String mime, String extension) {
        this.mime = mime;
        this.extension = extension;
    }

    /** As in the header {@code Content-Type}. */
    public String mime() {
        return mime;
    }

    /** Of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** What is stored at all, and what a browser may show. */
    public boolean isImageOrVideo() {
        return mime.startsWith("image/") || mime.startsWith("video/");
    }

    /** @param file or its first {@link #HEAD} bytes */
    public static ContentType of(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, HEAD), ISO_8859_1);
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return WEBP;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        if (head.startsWith("ftyp", 4)) {
            return PICTURES_IN_BOXES.contains(head.substring(8)) ? OTHER : MP4;
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return WEBM;
        }
        return head.startsWith("\u001f\u008b") ? TGS : OTHER;
    }
}
