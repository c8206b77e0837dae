package io.stickermill.emulator.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Format and size of an image, from its first bytes only: the rest may be hostile. */
public record ImageHeader(String format, int width, int height, boolean animated) {
    private static final int WEBP_HEADER = 30;
    private static final int ANIMATION_FLAG = 0x02;

    /** Empty if this is no image that can be named. */
    public static Optional<ImageHeader> read(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(WEBP_HEADER);
        }
        if (tag(head, 0).equals("RIFF") && tag(head, 8).equals("WEBP")) {
            return head.length < WEBP_HEADER ? Optional.empty() : webp(head);
        }
        return known(file);
    }

    /**
     * Telegram's rule for a static sticker: WEBP or PNG, one side exactly 512 pixels, the other at most that
     * (core.telegram.org/stickers).
     */
    boolean suitsSticker() {
        boolean format = (this.format.equals("webp") && !animated) || this.format.equals("png");
        return format && Math.max(width, height) == 512 && Math.min(width, height) > 0;
    }

    // The three kinds of first chunk: developers.google.com/speed/webp/docs/riff_container, RFC 6386 9.1
    private static Optional<ImageHeader> webp(byte[] head) {
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return switch (tag(head, 12)) {
            case "VP8X" ->
                Optional.of(new ImageHeader(
                        "webp", 1 + int24(in, 24), 1 + int24(in, 27), (head[20] & ANIMATION_FLAG) != 0));
            case "VP8L" -> {
                int bits = in.getInt(21);
                yield Optional.of(new ImageHeader("webp", 1 + (bits & 0x3FFF), 1 + ((bits >>> 14) & 0x3FFF), false));
            }
            case "VP8 " ->
                Optional.of(new ImageHeader("webp", in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF, false));
            default -> Optional.empty();
        };
    }

    private static Optional<ImageHeader> known(Path file) throws IOException {
        try (var in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                return Optional.of(new ImageHeader(format, reader.getWidth(0), reader.getHeight(0), false));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            } finally {
                reader.dispose();
            }
        }
    }

    private static int int24(ByteBuffer in, int at) {
        return (in.get(at) & 0xFF) | (in.get(at + 1) & 0xFF) << 8 | (in.get(at + 2) & 0xFF) << 16;
    }

    private static String tag(byte[] head, int at) {
        return head.length < at + 4 ? "" : new String(head, at, 4, StandardCharsets.ISO_8859_1);
    }
}
