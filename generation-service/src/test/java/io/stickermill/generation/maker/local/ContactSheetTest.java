package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * For the eye: with {@code -Dphotos=FOLDER} makes a sticker of every photo in a folder and writes
 * {@code target/contact-sheet.png}, one row each: the photo, the sticker on a light and a dark ground, the next variants.
 * Prints sizes and median times.
 */
@EnabledIfSystemProperty(named = "photos", matches = ".+")
class ContactSheetTest {

    private static final int CELL = 256;

    private static final int VARIANTS = 3;

    private static final int TIMED_RUNS = 5;

    @Test
    void drawn() throws Exception {
        List<Path> photos;
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("photos")))) {
            photos = files.filter(file -> file.toString().matches(".*\\.(jpe?g|png|webp)"))
                    .sorted()
                    .toList();
        }
        var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT);
        try (var scope = new PointerScope()) {
            Mat sheet = new Mat(CELL * photos.size(), CELL * (VARIANTS + 2), CV_8UC3, Scalar.all(128));
            for (int row = 0; row < photos.size(); row++) {
                draw(maker, photos.get(row), sheet, row);
            }
            String file = Path.of("target", "contact-sheet.png").toString();
            assertThat(imwrite(file, sheet)).as(file).isTrue();
        }
    }

    private static void draw(LocalStickerMaker maker, Path photo, Mat sheet, int row) throws Exception {
        byte[] file = Files.readAllBytes(photo);
        paste(decoded(file, IMREAD_COLOR), sheet, 0, row);
        for (int variant = 0; variant < VARIANTS; variant++) {
            var options = StickerOptions.DEFAULT.withVariant(variant);
            MadeSticker sticker = maker.make(file, options, step -> {});
            Mat bgra = decoded(sticker.webp(), IMREAD_UNCHANGED);
            paste(onChecks(bgra, 255, 225), sheet, 1 + (variant == 0 ? 0 : variant + 1), row);
            if (variant == 0) {
                paste(onChecks(bgra, 24, 44), sheet, 2, row);
                report(maker, photo, file, sticker);
            }
        }
    }

    private static void report(LocalStickerMaker maker, Path photo, byte[] file, MadeSticker sticker) throws Exception {
        var line = new StringBuilder("%-34s %dx%d q%d %6d bytes %-16s %.2f "
                .formatted(
                        photo.getFileName(),
                        sticker.width(),
                        sticker.height(),
                        sticker.quality(),
                        sticker.webp().length,
                        sticker.shape(),
                        sticker.confidence()));
        List<MadeSticker> runs = new ArrayList<>();
        for (int run = 0; run < TIMED_RUNS; run++) {
            runs.add(maker.make(file, StickerOptions.DEFAULT, step -> {}));
        }
        for (Step step : List.of(Step.DECODE, Step.CUT_OUT, Step.OUTLINE, Step.ENCODE)) {
            Duration median = runs.stream()
                    .map(run -> run.times().get(step))
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .get(TIMED_RUNS / 2);
            line.append("%s %d ms, ".formatted(step.key(), median.toMillis()));
        }
        System.out.println(line);
    }

    private static Mat decoded(byte[] file, int flags) throws IOException {
        return imdecode(new Mat(1, file.length, 0, new BytePointer(file)), flags);
    }

    private static void paste(Mat bgr, Mat sheet, int column, int row) {
        double scale = (CELL - 6.0) / Math.max(bgr.cols(), bgr.rows());
        Mat small = new Mat();
        resize(bgr, small, new Size((int) (bgr.cols() * scale), (int) (bgr.rows() * scale)), 0, 0, INTER_AREA);
        small.copyTo(new Mat(sheet, new Rect(column * CELL + 3, row * CELL + 3, small.cols(), small.rows())));
    }

    private static Mat onChecks(Mat bgra, int one, int other) {
        byte[] sticker = new byte[(int) bgra.total() * 4];
        bgra.data().get(sticker);
        byte[] seen = new byte[(int) bgra.total() * 3];
        for (int i = 0; i < bgra.total(); i++) {
            int x = i % bgra.cols() / 16;
            int y = i / bgra.cols() / 16;
            int ground = (x + y) % 2 == 0 ? one : other;
            int alpha = sticker[i * 4 + 3] & 0xff;
            for (int channel = 0; channel < 3; channel++) {
                seen[i * 3 + channel] =
                        (byte) (((sticker[i * 4 + channel] & 0xff) * alpha + ground * (255 - alpha)) / 255);
            }
        }
        Mat result = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
        result.data().put(seen);
        return result;
    }
}
