package io.stickermill.generation.maker.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoDecoderTest {

    private final PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void turnsAPhotoUprightByItsExif() throws Exception {
        Photo turned = decoder.decode(SamplePhoto.CUP_TURNED_BY_EXIF.bytes());
        Photo straight = decoder.decode(SamplePhoto.CUP.bytes());

        assertThat(Pixels.of(turned.bgr()).width()).isEqualTo(600);
        assertThat(meanDifference(turned.bgr(), straight.bgr())).isLessThan(6);
    }

    /** Each of the eight puts the red quarter back into the upper left and the blue one into the upper right. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void undoesEveryOrientation(int tag) throws Exception {
        Pixels upright = Pixels.painted(96, 64, 3, (x, y, channel) -> {
            boolean right = x >= 48;
            boolean lower = y >= 32;
            int lit = !right && !lower ? 2 : right && !lower ? 0 : 1;
            return channel == lit && !(right && lower) ? 220 : 20;
        });
        boolean sideways = tag >= 5;
        // How EXIF says that the stored rows and columns lie in the scene (CIPA DC-008, table 6).
        Pixels stored = Pixels.painted(sideways ? 64 : 96, sideways ? 96 : 64, 3, (x, y, channel) -> switch (tag) {
            case 2 -> upright.at(95 - x, y, channel);
            case 3 -> upright.at(95 - x, 63 - y, channel);
            case 4 -> upright.at(x, 63 - y, channel);
            case 5 -> upright.at(y, x, channel);
            case 6 -> upright.at(95 - y, x, channel);
            case 7 -> upright.at(95 - y, 63 - x, channel);
            case 8 -> upright.at(y, 63 - x, channel);
            default -> upright.at(x, y, channel);
        });

        Pixels decoded = Pixels.of(
                decoder.decode(withExifOrientation(stored.encoded(".jpg"), tag)).bgr());

        assertThat(decoded.width()).isEqualTo(96);
        assertThat(decoded.at(20, 12, 2)).as("red, upper left").isGreaterThan(150);
        assertThat(decoded.at(76, 12, 0)).as("blue, upper right").isGreaterThan(150);
        assertThat(decoded.at(20, 52, 1)).as("green, lower left").isGreaterThan(150);
        assertThat(decoded.at(76, 52, 1)).as("dark, lower right").isLessThan(80);
    }

    @Test
    void readsCmyk() throws Exception {
        Mat cmyk = decoder.decode(SamplePhoto.PERSON_CMYK.bytes()).bgr();
        Mat rgb = decoder.decode(SamplePhoto.PERSON.bytes()).bgr();

        Mat small = new Mat();
        resize(rgb, small, cmyk.size());
        assertThat(meanDifference(cmyk, small)).isLessThan(12);
    }

    @Test
    void readsTheFirstFrameOfAnAnimation() throws Exception {
        Photo cat = decoder.decode(SamplePhoto.CAT_ANIMATED.bytes());

        assertThat(cat.bgr().cols()).isEqualTo(240);
        assertThat(cat.alpha()).isNull();
    }

    @Test
    void readsGray() throws Exception {
        byte[] gray = Pixels.painted(64, 64, 1, (x, y, channel) -> x * 3).encoded(".png");

        Pixels decoded = Pixels.of(decoder.decode(gray).bgr());

        assertThat(decoded.channels()).isEqualTo(3);
        assertThat(decoded.at(50, 5, 0)).isEqualTo(150);
    }

    @Test
    void readsSixteenBits() throws Exception {
        Mat deep = new Mat();
        Pixels.painted(64, 64, 3, (x, y, channel) -> 100 + x).mat().convertTo(deep, CV_16U, 257, 0);

        Pixels decoded = Pixels.of(decoder.decode(Pixels.encoded(deep, ".png")).bgr());

        assertThat(decoded.at(50, 5, 1)).isEqualTo(150);
    }

    @Test
    void keepsTransparency() throws Exception {
        byte[] half = Pixels.painted(64, 64, 4, (x, y, channel) -> channel == 3 ? (x < 32 ? 0 : 255) : 90)
                .encoded(".png");

        Mat alpha = decoder.decode(half).alpha();

        assertThat(alpha).isNotNull();
        assertThat(Pixels.of(alpha).at(10, 10, 0)).isZero();
        assertThat(Pixels.of(alpha).at(50, 10, 0)).isEqualTo(255);
    }

    @Test
    void takesAnOpaqueAlphaForNone() throws Exception {
        byte[] opaque = Pixels.painted(64, 64, 4, (x, y, channel) -> 255).encoded(".png");

        assertThat(decoder.decode(opaque).alpha()).isNull();
    }

    @Test
    void decodesALargePhotoSmall() throws Exception {
        byte[] large = Pixels.painted(4000, 3000, 3, (x, y, channel) -> x / 16).encoded(".jpg");

        Mat decoded = decoder.decode(large).bgr();

        assertThat(decoded.cols()).isEqualTo(1000);
        assertThat(decoded.rows()).isEqualTo(750);
        assertThat(Pixels.of(decoded).at(500, 300, 0)).isCloseTo(125, within(3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPhotos")
    void refuses(String what, byte[] photo, Reason reason) {
        var refusal = catchThrowableOfType(UnusablePhoto.class, () -> decoder.decode(photo));

        assertThat(refusal).as(what).isNotNull();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        assertThat(refusal.detail()).isNotBlank();
    }

    static Stream<Arguments> badPhotos() {
        byte[] noise = new byte[5000];
        new Random(5).nextBytes(noise);
        byte[] png = Pixels.painted(64, 64, 3, (x, y, channel) -> x * y).encoded(".png");
        byte[] webp = SamplePhoto.CAT_ANIMATED.bytes();
        byte[] clear = Pixels.painted(64, 64, 4, (x, y, channel) -> 0).encoded(".png");
        return Stream.of(
                Arguments.of("nothing", new byte[0], Reason.EMPTY_FILE),
                Arguments.of("one byte", new byte[1], Reason.UNREADABLE_IMAGE),
                Arguments.of("noise", noise, Reason.UNREADABLE_IMAGE),
                Arguments.of("text", "not a photo at all".getBytes(StandardCharsets.UTF_8), Reason.UNREADABLE_IMAGE),
                Arguments.of(
                        "a JPEG's first bytes", Arrays.copyOf(SamplePhoto.CUP.bytes(), 300), Reason.UNREADABLE_IMAGE),
                Arguments.of("half a PNG", Arrays.copyOf(png, png.length / 2), Reason.UNREADABLE_IMAGE),
                Arguments.of("half a WebP", Arrays.copyOf(webp, webp.length / 8), Reason.UNREADABLE_IMAGE),
                Arguments.of("a PNG's signature", Arrays.copyOf(png, 8), Reason.UNREADABLE_IMAGE),
                Arguments.of("a bomb", pngHeader(100_000, 100_000), Reason.TOO_MANY_PIXELS),
                Arguments.of("too many pixels", pngHeader(10_000, 6_000), Reason.TOO_MANY_PIXELS),
                Arguments.of("too long", pngHeader(30_000, 40), Reason.TOO_MANY_PIXELS),
                Arguments.of("no width", pngHeader(0, 100), Reason.UNREADABLE_IMAGE),
                Arguments.of(
                        "a speck", Pixels.painted(8, 8, 3, (x, y, channel) -> 9).encoded(".png"), Reason.TOO_SMALL),
                Arguments.of("nothing visible", clear, Reason.UNREADABLE_IMAGE),
                Arguments.of("HEIC", isoMedia("heic"), Reason.UNSUPPORTED_FORMAT),
                Arguments.of("HEIF", isoMedia("mif1"), Reason.UNSUPPORTED_FORMAT),
                Arguments.of("AVIF", isoMedia("avif"), Reason.UNSUPPORTED_FORMAT),
                Arguments.of("GIF", ascii("GIF89a", 200), Reason.UNSUPPORTED_FORMAT),
                Arguments.of("PDF", ascii("%PDF-1.7\n", 200), Reason.UNSUPPORTED_FORMAT),
                Arguments.of(
                        "TIFF", HexFormat.of().parseHex("49492a00080000000000000000000000"), Reason.UNSUPPORTED_FORMAT),
                Arguments.of(
                        "BMP",
                        Pixels.painted(64, 64, 3, (x, y, channel) -> 9).encoded(".bmp"),
                        Reason.UNSUPPORTED_FORMAT));
    }

    /** A whole chunk, and nothing after it: what a bomb needs to be believed. */
    private static byte[] pngHeader(int width, int height) {
        var chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(chunk);
        return ByteBuffer.allocate(33)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a"))
                .putInt(13)
                .put(chunk)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] isoMedia(String brand) {
        return ByteBuffer.allocate(64)
                .putInt(24)
                .put(("ftyp" + brand).getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put(("mif1" + brand).getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] ascii(String start, int length) {
        return Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), length);
    }

    private static byte[] withExifOrientation(byte[] jpeg, int tag) {
        var exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001"
                        + "%04x0000".formatted(tag) + "00000000");
        var file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.writeBytes(exif);
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    private static double meanDifference(Mat one, Mat other) {
        Mat difference = new Mat();
        absdiff(one, other, difference);
        return mean(difference).get(0);
    }
}
