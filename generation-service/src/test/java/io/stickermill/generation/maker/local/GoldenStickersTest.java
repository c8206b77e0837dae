package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.ShippedSubjects;
import io.stickermill.generation.maker.StickerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stickers look as they did when somebody last looked at them. After a change that is meant: run with {@code
 * -Dgolden=write}, look at the pictures in {@code src/test/resources/golden}, commit them.
 */
class GoldenStickersTest {

    private static final int SIDE = 128;

    /** Mean difference of a blurred channel that nobody sees; another style differs by 15 and more. */
    private static final double UNSEEN = 3;

    /** Mean difference of alpha where it is neither all nor nothing. */
    private static final double UNSEEN_AT_THE_EDGE = 8;

    private static LocalStickerMaker maker;

    @BeforeAll
    static void load() {
        maker = new LocalStickerMaker(Patient.SETTINGS, ShippedSubjects.SEARCH);
    }

    @ParameterizedTest
    @EnumSource
    void aStyleLooksAsItDid(StylePreset style) throws Exception {
        check(style.id(), StickerOptions.DEFAULT.withStyle(style.id()));
    }

    @Test
    void aCaptionLooksAsItDid() throws Exception {
        check("caption", StickerOptions.DEFAULT.withText("Кофе ☕ first"));
    }

    @Test
    void anEdgeWithoutSoftnessIsSeen() throws Exception {
        try (var _ = new PointerScope()) {
            Pixels soft = Pixels.of(golden("none"));
            Mat hard = Pixels.painted(
                            soft.width(),
                            soft.height(),
                            4,
                            (x, y, c) -> c == 3 ? (soft.alpha(x, y) > 127 ? 255 : 0) : soft.at(x, y, c))
                    .mat();

            assertThat(edgeDifference(hard, golden("none"))).isGreaterThan(UNSEEN_AT_THE_EDGE * 4);
        }
    }

    @Test
    void anotherStyleIsSeen() throws Exception {
        try (var _ = new PointerScope()) {
            Mat comic = small(sticker(StickerOptions.DEFAULT.withStyle("comic")));

            assertThat(difference(comic, golden("cartoon"))).isGreaterThan(UNSEEN * 2);
        }
    }

    private static void check(String name, StickerOptions options) throws Exception {
        try (var _ = new PointerScope()) {
            Mat now = small(sticker(options));
            if (System.getProperty("golden") != null) {
                Path folder = Path.of("src/test/resources/golden");
                Files.createDirectories(folder);
                Files.write(folder.resolve(name + ".png"), Pixels.encoded(now, ".png"));
                return;
            }
            assertThat(difference(now, golden(name))).as(name).isLessThan(UNSEEN);
            assertThat(edgeDifference(now, golden(name))).as(name + "'s edge").isLessThan(UNSEEN_AT_THE_EDGE);
        }
    }

    private static byte[] sticker(StickerOptions options) throws Exception {
        return maker.make(SamplePhoto.CUP.bytes(), options, step -> {}).webp();
    }

    private static Mat golden(String name) throws Exception {
        try (var in = GoldenStickersTest.class.getResourceAsStream("/golden/" + name + ".png")) {
            assertThat(in).as(name).isNotNull();
            return decoded(in.readAllBytes());
        }
    }

    private static Mat small(byte[] webp) {
        Mat whole = decoded(webp);
        double scale = (double) SIDE / Math.max(whole.cols(), whole.rows());
        Mat result = new Mat();
        Size size = new Size((int) Math.round(whole.cols() * scale), (int) Math.round(whole.rows() * scale));
        resize(whole, result, size, 0, 0, INTER_AREA);
        return result;
    }

    /** Colours count as far as they are seen, and a pixel's shift does not. */
    private static double difference(Mat one, Mat other) {
        if (one.cols() != other.cols() || one.rows() != other.rows()) {
            return 255;
        }
        Mat difference = new Mat();
        absdiff(seen(one), seen(other), difference);
        var channels = mean(difference);
        return (channels.get(0) + channels.get(1) + channels.get(2) + channels.get(3)) / 4;
    }

    /** Without the blur, since an edge is what a blur hides. */
    private static double edgeDifference(Mat one, Mat other) {
        Pixels now = Pixels.of(one);
        Pixels then = Pixels.of(other);
        if (now.width() != then.width() || now.height() != then.height()) {
            return 255;
        }
        double sum = 0;
        int count = 0;
        for (int y = 0; y < then.height(); y++) {
            for (int x = 0; x < then.width(); x++) {
                int right = then.alpha(x, y);
                if (right > 8 && right < 247) {
                    sum += Math.abs(now.alpha(x, y) - right);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static Mat seen(Mat bgra) {
        Pixels pixels = Pixels.of(bgra);
        Mat premultiplied = Pixels.painted(
                        pixels.width(),
                        pixels.height(),
                        4,
                        (x, y, c) -> c == 3 ? pixels.alpha(x, y) : pixels.at(x, y, c) * pixels.alpha(x, y) / 255)
                .mat();
        Mat soft = new Mat();
        GaussianBlur(premultiplied, soft, new Size(), 1.2);
        return soft;
    }

    private static Mat decoded(byte[] file) {
        return imdecode(new Mat(1, file.length, CV_8U, new BytePointer(file)), IMREAD_UNCHANGED);
    }
}
