package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.stickermill.generation.maker.video.FirstFrame.Container;
import java.util.Optional;

/** Pictures and videos by their first bytes. Whether the rest is well is found where it is opened, in a process of its own. */
final class MadeFiles {

    private static final int HEAD = 12;

    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";
    private static final String WEBP = "image/webp";
    private static final String MP4 = "video/mp4";
    private static final String WEBM = "video/webm";
    private static final String ANY = "application/octet-stream";

    private MadeFiles() {}

    static boolean isPictureOrVideo(byte[] file) {
        return !type(file).equals(ANY);
    }

    static Optional<Container> video(byte[] file) {
        return switch (type(file)) {
            case MP4 -> Optional.of(Container.MP4);
            case WEBM -> Optional.of(Container.WEBM);
            default -> Optional.empty();
        };
    }

    /** The media type; that of any bytes for what is neither. */
    static String type(byte[] file) {
        String head = file.length < HEAD ? "" : new String(file, 0, HEAD, ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return WEBM;
        }
        // Pictures of phones are boxes of the same kind, by another brand.
        if (head.startsWith("ftyp", 4) && !head.endsWith("heic") && !head.endsWith("mif1") && !head.endsWith("avif")) {
            return MP4;
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? WEBP : ANY;
    }
}
