package io.stickermill.emulator;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Small images made on the spot. */
public final class Pictures {
    private Pictures() {}

    public static byte[] png(int width, int height) {
        return write("png", width, height);
    }

    public static byte[] jpeg(int width, int height) {
        return write("jpeg", width, height);
    }

    /** The extended header of a WebP, which is all that the emulator reads. */
    public static byte[] webp(int width, int height, boolean animated) {
        ByteBuffer out = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(22).put(ascii("WEBPVP8X")).putInt(10).putInt(animated ? 0x12 : 0x10);
        return int24(int24(out, width - 1), height - 1).array();
    }

    public static byte[] losslessWebp(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(22).put(ascii("WEBPVP8L")).putInt(9).put((byte) 0x2F);
        return out.putInt((width - 1) | (height - 1) << 14).array();
    }

    public static byte[] lossyWebp(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(22).put(ascii("WEBPVP8 ")).putInt(10).position(26);
        return out.putShort((short) width).putShort((short) height).array();
    }

    private static ByteBuffer int24(ByteBuffer out, int value) {
        return out.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] write(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
