package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.UnusablePhoto;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Pictures in inks, by a profile of a press whose cyan and magenta were poured into each other's tanks. */
class InkJpegTest {

    private static final int SIZE = 64;

    /** L*, a* and b* of what is seen for each set of inks: bit 8 cyan, 4 magenta, 2 yellow, 1 black. */
    private static final int[][] SEEN = {
        {100, 0, 0}, {0, 0, 0}, {98, -16, 93}, {0, 0, 0}, {91, -51, -15}, {0, 0, 0}, {88, -79, 81}, {0, 0, 0},
        {60, 94, -61}, {0, 0, 0}, {54, 81, 70}, {0, 0, 0}, {30, 68, -112}, {0, 0, 0}, {5, 0, 0}, {0, 0, 0}
    };

    private final PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);

    @Test
    void inksLookAsTheirProfileSays() throws Exception {
        try (var _ = new PointerScope()) {
            Pixels cyan = Pixels.of(decoder.decode(printed(255, 0, 0, 0)).bgr());

            assertThat(cyan.at(32, 32, 2)).as("red").isGreaterThan(200);
            assertThat(cyan.at(32, 32, 1)).as("green").isLessThan(80);
            assertThat(cyan.at(32, 32, 0)).as("blue").isGreaterThan(200);

            Pixels paper = Pixels.of(decoder.decode(printed(0, 0, 0, 0)).bgr());
            assertThat(paper.at(32, 32, 1)).isGreaterThan(245);
            Pixels black = Pixels.of(decoder.decode(printed(0, 0, 0, 255)).bgr());
            assertThat(black.at(32, 32, 1)).isLessThan(20);
        }
    }

    @Test
    void aDamagedOneIsRefused() throws Exception {
        byte[] whole = printed(255, 0, 0, 0);

        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(whole, whole.length / 3)))
                .isInstanceOf(UnusablePhoto.class);
    }

    private static byte[] printed(int cyan, int magenta, int yellow, int black) throws Exception {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIZE, SIZE, 4, null);
        int[] inverted = {255 - cyan, 255 - magenta, 255 - yellow, 255 - black};
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                inks.setPixel(x, y, inverted);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var jpeg = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(jpeg)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(inks, null, null));
        } finally {
            writer.dispose();
        }
        byte[] plain = jpeg.toByteArray();
        byte[] profile = profile();
        return ByteBuffer.allocate(plain.length + 16 + 18 + profile.length)
                .put(plain, 0, 2)
                .putShort((short) 0xffee)
                .putShort((short) 14)
                .put("Adobe".getBytes(US_ASCII))
                .put(new byte[] {0, 100, 0, 0, 0, 0, 0})
                .putShort((short) 0xffe2)
                .putShort((short) (16 + profile.length))
                .put("ICC_PROFILE\0".getBytes(US_ASCII))
                .put(new byte[] {1, 1})
                .put(profile)
                .put(plain, 2, plain.length - 2)
                .array();
    }

    // The buffers are whole arrays of this test's own.
    @SuppressWarnings("ByteBufferBackingArray")
    private static byte[] bytes(ByteBuffer buffer) {
        return buffer.array();
    }

    /** A printer's profile: tables from inks to L*a*b*, and back, which nothing here asks (ICC.1, lut8Type). */
    private static byte[] profile() {
        ByteBuffer seen = table(4, 3);
        for (int[] lab : SEEN) {
            seen.put(new byte[] {
                (byte) (lab[0] * 255 / 100),
                (byte) Math.clamp(lab[1] + 128, 0, 255),
                (byte) Math.clamp(lab[2] + 128, 0, 255)
            });
        }
        straight(seen, 3);
        ByteBuffer inks = table(3, 4);
        inks.put(new byte[8 * 4]);
        straight(inks, 4);
        int first = 128 + 4 + 2 * 12;
        int second = first + seen.capacity();
        int length = second + inks.capacity();
        return ByteBuffer.allocate(length)
                .putInt(0, length)
                .putInt(8, 0x02400000)
                .put(12, "prtrCMYKLab ".getBytes(US_ASCII))
                .put(36, "acsp".getBytes(US_ASCII))
                .putInt(68, 0xf6d6)
                .putInt(72, 0x10000)
                .putInt(76, 0xd32d)
                .putInt(128, 2)
                .put(132, "A2B0".getBytes(US_ASCII))
                .putInt(136, first)
                .putInt(140, seen.capacity())
                .put(144, "B2A0".getBytes(US_ASCII))
                .putInt(148, second)
                .putInt(152, inks.capacity())
                .put(first, bytes(seen))
                .put(second, bytes(inks))
                .array();
    }

    /** All of one but its corners and the curves of what comes out. */
    private static ByteBuffer table(int in, int out) {
        int corners = 1 << in;
        ByteBuffer table = ByteBuffer.allocate(48 + 256 * in + corners * out + 256 * out);
        table.put("mft1".getBytes(US_ASCII)).putInt(0).put(new byte[] {(byte) in, (byte) out, 2, 0});
        for (int i = 0; i < 9; i++) {
            table.putInt(i % 4 == 0 ? 0x10000 : 0);
        }
        straight(table, in);
        return table;
    }

    private static void straight(ByteBuffer table, int channels) {
        for (int i = 0; i < channels * 256; i++) {
            table.put((byte) i);
        }
    }
}
