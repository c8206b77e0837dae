package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles, transparency of every kind, animations, metadata, odd shapes, and files that are more work than they look. */
class PicturesAsPeopleHaveThemTest {

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

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

    @ParameterizedTest
    @ValueSource(strings = {".jpg", ".png", ".webp"})
    void appliesTheColourProfile(String extension) throws Exception {
        byte[] red = plain(64, 48, 30, 30, 220).encoded(extension);

        Pixels seen = Pixels.of(decoder.decode(withProfile(red, extension, redAndBlueExchanged()))
                .bgr());

        assertThat(seen.at(32, 24, 0)).as("blue").isCloseTo(220, within(8));
        assertThat(seen.at(32, 24, 2)).as("red").isCloseTo(30, within(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {".jpg", ".png", ".webp"})
    void passesADamagedProfileOver(String extension) throws Exception {
        byte[] red = plain(64, 48, 30, 30, 220).encoded(extension);
        byte[] whole = redAndBlueExchanged();
        byte[] noTags = Arrays.copyOf(whole, 140);
        ByteBuffer.wrap(noTags).putInt(140).putInt(128, 0);
        byte[] tagsElsewhere = whole.clone();
        Arrays.fill(tagsElsewhere, 132, 132 + 12 * 8, (byte) 0x7f);
        for (byte[] damaged :
                new byte[][] {{1, 2, 3}, new byte[500], Arrays.copyOf(whole, 200), noTags, tagsElsewhere}) {
            Pixels seen = Pixels.of(
                    decoder.decode(withProfile(red, extension, damaged)).bgr());

            assertThat(seen.at(32, 24, 2)).as("red").isCloseTo(220, within(8));
        }
    }

    @Test
    void leavesColoursAloneThatTheProfileLeavesAlone() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

        assertThat(ColourProfile.of(srgb, false)).isEmpty();
    }

    @Test
    void appliesAGreyProfileToGreyOnly() throws Exception {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] grey = Pixels.painted(64, 48, 1, (x, y, channel) -> 60).encoded(".png");
        byte[] coloured = plain(64, 48, 60, 60, 60).encoded(".png");

        assertThat(Pixels.of(decoder.decode(withProfile(grey, ".png", linear)).bgr())
                        .at(9, 9, 1))
                .isBetween(120, 145);
        assertThat(Pixels.of(decoder.decode(withProfile(coloured, ".png", linear))
                                .bgr())
                        .at(9, 9, 1))
                .isEqualTo(60);
    }

    /** A dark square on what is to be seen through. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16", "3, 1", "3, 8"})
    void oneColourThatIsSeenThroughCounts(int type, int depth) throws Exception {
        byte[] picture = withClearColour(type, depth);

        Photo photo = decoder.decode(picture);

        assertThat(photo.alpha()).isNotNull();
        Pixels alpha = Pixels.of(photo.alpha());
        assertThat(alpha.at(2, 2, 0)).isZero();
        assertThat(alpha.at(32, 32, 0)).isEqualTo(255);
        assertThat(Pixels.of(photo.bgr()).at(32, 32, 1)).isLessThan(140);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 100, 128, 200, 240})
    void anEvenlyFadedPictureKeepsItsTransparency(int faded) throws Exception {
        byte[] picture = Pixels.painted(64, 64, 4, (x, y, channel) -> channel == 3 ? faded : 90)
                .encoded(".png");

        Mat alpha = decoder.decode(picture).alpha();

        assertThat(alpha).isNotNull();
        assertThat(Pixels.of(alpha).at(30, 30, 0)).isEqualTo(faded);
    }

    @Test
    void nineMegabytesOfMetadataAreNoDamage() throws Exception {
        byte[] png = plain(64, 48, 10, 20, 30).encoded(".png");
        byte[] text = new byte[9_000_000];
        Arrays.fill(text, (byte) 'x');

        Pixels seen = Pixels.of(decoder.decode(withChunk(png, "iTXt", text)).bgr());

        assertThat(seen.at(5, 5, 2)).isEqualTo(30);
    }

    @Test
    void anAnimatedWebpShowsItsFirstVisibleFrame() throws Exception {
        byte[] clear = lossless(Pixels.painted(64, 64, 4, (x, y, channel) -> 0));
        byte[] red = lossless(Pixels.painted(32, 16, 4, (x, y, channel) -> channel >= 2 ? 255 : 0));

        Photo photo = decoder.decode(animatedWebp(64, 64, frame(0, 0, 64, 64, clear), frame(8, 40, 32, 16, red)));

        Pixels seen = Pixels.of(photo.bgr());
        assertThat(seen.width()).isEqualTo(64);
        assertThat(seen.at(20, 45, 2)).isEqualTo(255);
        assertThat(Pixels.of(photo.alpha()).at(20, 45, 0)).isEqualTo(255);
        assertThat(Pixels.of(photo.alpha()).at(20, 20, 0)).isZero();
    }

    @Test
    void anAnimatedPngShowsItsFirstVisibleFrame() throws Exception {
        byte[] clear = Pixels.painted(64, 64, 4, (x, y, channel) -> 0).encoded(".png");
        byte[] red = Pixels.painted(32, 16, 4, (x, y, channel) -> channel >= 2 ? 255 : 0)
                .encoded(".png");

        Photo photo = decoder.decode(animatedPng(clear, red));

        assertThat(Pixels.of(photo.bgr()).at(20, 45, 2)).isEqualTo(255);
        assertThat(Pixels.of(photo.alpha()).at(20, 45, 0)).isEqualTo(255);
        assertThat(Pixels.of(photo.alpha()).at(20, 20, 0)).isZero();
    }

    @Test
    void anAnimationOfNothingIsRefusedHoweverManyFramesItHas() throws Exception {
        byte[] clear = lossless(Pixels.painted(64, 64, 4, (x, y, channel) -> 0));
        byte[][] frames = IntStream.range(0, 2_000)
                .mapToObj(i -> frame(0, 0, 64, 64, clear))
                .toArray(byte[][]::new);

        assertThat(refusal(animatedWebp(64, 64, frames)).detail()).contains("transparent");
    }

    @ParameterizedTest
    @CsvSource({"2000, 32", "32, 2000", "1, 5000", "5000, 1"})
    void aSliverIsRefused(int width, int height) {
        byte[] sliver = Pixels.painted(width, height, 3, (x, y, channel) -> x).encoded(".png");

        assertThat(refusal(sliver).reason()).isEqualTo(Reason.TOO_SMALL);
    }

    @Test
    void aThousandScansOfALargePictureAreTooMuchWork() throws Exception {
        assertThat(refusal(withScans(progressive(1500, 1500), 1000)).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(decoder.decode(progressive(1500, 1500)).bgr().cols()).isEqualTo(1280);
        assertThat(decoder.decode(withScans(progressive(64, 64), 100)).bgr().cols())
                .as("of a small one they are not")
                .isEqualTo(64);
    }

    @Test
    void whatUnpacksToGigabytesIsNoProfile() throws Exception {
        byte[] red = plain(64, 48, 30, 30, 220).encoded(".png");

        Pixels seen = Pixels.of(
                decoder.decode(withProfile(red, ".png", new byte[20_000_000])).bgr());

        assertThat(seen.at(32, 24, 2)).isEqualTo(220);
    }

    @ParameterizedTest
    @CsvSource({"8, 3, 30000", "16, 4, 80000"})
    void tellsTheMemoryOfItsPixelsBefore(int depth, int channels, long bytes) throws Exception {
        Mat picture = plain(100, 100, 1, 2, 3).mat();
        if (channels == 4) {
            picture = Pixels.painted(100, 100, 4, (x, y, channel) -> 90).mat();
        }
        if (depth == 16) {
            picture.convertTo(picture, org.bytedeco.opencv.global.opencv_core.CV_16U, 257, 0);
        }

        PhotoHeader header = PhotoHeader.read(Pixels.encoded(picture, ".png"), PhotoLimits.DEFAULT);

        assertThat(header.decodedBytes()).isEqualTo(bytes);
    }

    private UnusablePhoto refusal(byte[] photo) {
        var refusal = catchThrowableOfType(UnusablePhoto.class, () -> decoder.decode(photo));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Pixels plain(int width, int height, int blue, int green, int red) {
        int[] colour = {blue, green, red};
        return Pixels.painted(width, height, 3, (x, y, channel) -> colour[channel]);
    }

    private static byte[] redAndBlueExchanged() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        ByteBuffer tags = ByteBuffer.wrap(profile);
        int red = 0;
        int blue = 0;
        for (int at = 132; at < 132 + 12 * tags.getInt(128); at += 12) {
            String name = new String(profile, at, 4, US_ASCII);
            red = name.equals("rXYZ") ? at : red;
            blue = name.equals("bXYZ") ? at : blue;
        }
        long place = tags.getLong(red + 4);
        tags.putLong(red + 4, tags.getLong(blue + 4)).putLong(blue + 4, place);
        return profile;
    }

    private static byte[] withProfile(byte[] file, String extension, byte[] profile) {
        return switch (extension) {
            case ".jpg" -> jpegWithProfile(file, profile);
            case ".png" -> withChunk(file, "iCCP", joined("any\0\0".getBytes(US_ASCII), deflated(profile)));
            default -> webpWithProfile(file, profile);
        };
    }

    /** In two parts. */
    private static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
        int half = profile.length / 2;
        byte[] first = jpegPart(1, Arrays.copyOfRange(profile, 0, half));
        byte[] second = jpegPart(2, Arrays.copyOfRange(profile, half, profile.length));
        return joined(Arrays.copyOf(jpeg, 2), second, first, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] jpegPart(int number, byte[] part) {
        return ByteBuffer.allocate(18 + part.length)
                .putShort((short) 0xffe2)
                .putShort((short) (16 + part.length))
                .put("ICC_PROFILE\0".getBytes(US_ASCII))
                .put(new byte[] {(byte) number, 2})
                .put(part)
                .array();
    }

    private static byte[] webpWithProfile(byte[] webp, byte[] profile) {
        return riff(
                riffChunk("VP8X", canvas(0x20, 64, 48)),
                riffChunk("ICCP", profile),
                Arrays.copyOfRange(webp, 12, webp.length));
    }

    private static byte[] canvas(int flags, int width, int height) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags)
                .putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .array();
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] data = joined(chunks);
        return ByteBuffer.allocate(12 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(4 + data.length)
                .put("WEBP".getBytes(US_ASCII))
                .put(data)
                .array();
    }

    private static byte[] riffChunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] lossless(Pixels picture) {
        BytePointer file = new BytePointer();
        opencv_imgcodecs.imencode(
                ".webp", picture.mat(), file, new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101));
        byte[] bytes = new byte[(int) file.limit()];
        file.get(bytes);
        return bytes;
    }

    private static byte[] animatedWebp(int width, int height, byte[]... frames) {
        return riff(riffChunk("VP8X", canvas(0x12, width, height)), riffChunk("ANIM", new byte[6]), joined(frames));
    }

    private static byte[] frame(int x, int y, int width, int height, byte[] webp) {
        byte[] place = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) (x / 2))
                .putShort(3, (short) (y / 2))
                .putShort(6, (short) (width - 1))
                .putShort(9, (short) (height - 1))
                .put(12, (byte) 100)
                .array();
        ByteBuffer chunks = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        while (!new String(webp, at, 4, US_ASCII).equals("VP8L")) {
            at += 8 + chunks.getInt(at + 4) + chunks.getInt(at + 4) % 2;
        }
        return riffChunk("ANMF", joined(place, Arrays.copyOfRange(webp, at, webp.length)));
    }

    private static byte[] animatedPng(byte[] first, byte[] second) {
        return joined(
                PNG_SIGNATURE,
                pngChunk("IHDR", Arrays.copyOfRange(first, 16, 29)),
                pngChunk("acTL", ByteBuffer.allocate(8).putInt(2).array()),
                pngChunk("fcTL", control(0, 64, 64, 0, 0)),
                pngChunk("IDAT", pixels(first)),
                pngChunk("fcTL", control(1, 32, 16, 8, 40)),
                pngChunk("fdAT", joined(new byte[] {0, 0, 0, 2}, pixels(second))),
                pngChunk("IEND", new byte[0]));
    }

    private static byte[] control(int sequence, int width, int height, int x, int y) {
        return ByteBuffer.allocate(26)
                .putInt(sequence)
                .putInt(width)
                .putInt(height)
                .putInt(x)
                .putInt(y)
                .array();
    }

    private static byte[] pixels(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        var pixels = new ByteArrayOutputStream();
        for (int at = 8; at < png.length; at += 12 + file.getInt(at)) {
            if (new String(png, at + 4, 4, US_ASCII).equals("IDAT")) {
                pixels.write(png, at + 8, file.getInt(at));
            }
        }
        return pixels.toByteArray();
    }

    /** 64 x 64: all in the colour that is seen through, but for a square in its middle. */
    private static byte[] withClearColour(int type, int depth) {
        int samples = type == 2 ? 3 : 1;
        int most = (1 << depth) - 1;
        int clear = type == 3 ? 1 : most;
        int square = type == 3 ? 0 : most / 2;
        var rows = new ByteArrayOutputStream();
        for (int y = 0; y < 64; y++) {
            rows.write(0);
            int bits = 0;
            int held = 0;
            for (int x = 0; x < 64 * samples; x++) {
                boolean inside = Math.abs(x / samples - 32) < 16 && Math.abs(y - 32) < 16;
                bits = bits << depth | (inside ? square : clear);
                held += depth;
                for (; held >= 8; held -= 8) {
                    rows.write(bits >> held - 8);
                }
            }
        }
        byte[] header = ByteBuffer.allocate(13)
                .putInt(64)
                .putInt(64)
                .put((byte) depth)
                .put((byte) type)
                .array();
        var key = ByteBuffer.allocate(2 * samples);
        for (int sample = 0; sample < samples; sample++) {
            key.putShort((short) clear);
        }
        byte[] palette = type == 3 ? pngChunk("PLTE", new byte[] {60, 60, 60, 90, 90, 90}) : new byte[0];
        return joined(
                PNG_SIGNATURE,
                pngChunk("IHDR", header),
                palette,
                pngChunk("tRNS", type == 3 ? new byte[] {(byte) 255, 0} : key.array()),
                pngChunk("IDAT", deflated(rows.toByteArray())),
                pngChunk("IEND", new byte[0]));
    }

    /** After the header. */
    private static byte[] withChunk(byte[] png, String type, byte[] data) {
        return joined(Arrays.copyOf(png, 33), pngChunk(type, data), Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] pngChunk(String type, byte[] data) {
        byte[] named = joined(type.getBytes(US_ASCII), data);
        var crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] deflated(byte[] data) {
        var deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] packed = new byte[data.length / 2 + 1000];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] progressive(int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), (byte) 128);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var file = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        writer.dispose();
        return file.toByteArray();
    }

    /** The last scan again and again. */
    private static byte[] withScans(byte[] jpeg, int more) {
        int end = jpeg.length - 2;
        int scan = end;
        while (jpeg[scan] != (byte) 0xff || jpeg[scan + 1] != (byte) 0xda) {
            scan--;
        }
        var file = new ByteArrayOutputStream();
        file.write(jpeg, 0, end);
        for (int i = 0; i < more; i++) {
            file.write(jpeg, scan, end - scan);
        }
        file.write(jpeg, end, 2);
        return file.toByteArray();
    }
}
