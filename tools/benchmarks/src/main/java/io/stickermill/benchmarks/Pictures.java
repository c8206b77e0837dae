package io.stickermill.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import javax.imageio.ImageIO;

/** A photo that costs the emulator little, and a sticker as large as most. */
final class Pictures {

    /** What the sample photos' stickers have in the middle. */
    private static final int STICKER_BYTES = 40_000;

    /** The most that Telegram takes. */
    static final int LARGEST_STICKER_BYTES = 512_000;

    private static final int SIDE = 512;

    private Pictures() {}

    static byte[] photo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    static byte[] sticker() {
        return sticker(STICKER_BYTES);
    }

    /** A lossless WebP by its header, which is all that anybody looks at; the rest is noise, as compressed bytes are. */
    static byte[] sticker(int bytes) {
        byte[] file = new byte[bytes];
        new Random(1).nextBytes(file);
        ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(US_ASCII)).putInt(bytes - 8);
        head.put("WEBPVP8L".getBytes(US_ASCII)).putInt(bytes - 20);
        head.put((byte) 0x2f).putInt((SIDE - 1) | (SIDE - 1) << 14);
        return file;
    }
}
