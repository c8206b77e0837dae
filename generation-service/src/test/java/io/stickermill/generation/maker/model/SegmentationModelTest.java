package io.stickermill.generation.maker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationModelTest {

    @TempDir
    private Path folder;

    @Test
    void cutsOutWhatTheModelFinds() throws Exception {
        try (var model = SegmentationModel.load(file(TinyModel.ofSide(64)), settings(64, false))) {
            var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT, new SubjectFinder(model));

            MadeSticker sticker = maker.make(redDisc(), StickerOptions.DEFAULT.withOutline(false), step -> {});

            assertThat(sticker.shape()).isEqualTo(Shape.CUT_OUT);
            assertThat(sticker.confidence()).isGreaterThan(0.9);
            Pixels pixels = Pixels.decoded(sticker.webp());
            assertThat(pixels.alpha(256, 256)).isEqualTo(255);
            assertThat(pixels.alpha(12, 12)).isLessThan(10);
        }
    }

    @Test
    void aModelThatFindsNothingGivesACard() throws Exception {
        byte[] blue =
                Pixels.painted(200, 150, 3, (x, y, c) -> c == 0 ? 200 : 30).encoded(".png");
        try (var model = SegmentationModel.load(file(TinyModel.ofSide(64)), settings(64, false))) {
            var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT, new SubjectFinder(model));

            assertThat(maker.make(blue, StickerOptions.DEFAULT, step -> {}).shape())
                    .isEqualTo(Shape.CARD_NO_SUBJECT);
        }
    }

    @Test
    void logitsGoThroughASigmoid() throws Exception {
        var model = new TinyModel(new long[] {1, 3, 16, 16}, "Identity");
        try (var loaded = SegmentationModel.load(file(model), settings(16, true));
                var _ = new PointerScope()) {
            Mat odds = loaded.odds(new Mat(16, 16, CV_8UC3, Scalar.all(0)));
            float[] values = new float[16 * 16];
            new FloatPointer(odds.data()).get(values);
            assertThat(values).containsOnly(0.5f);
        }
    }

    /** The same to the last pixel is the same photo. */
    @Test
    void aPhotoThatItLookedAtLatelyIsAnsweredWithoutALookAndTheSame() throws Exception {
        var settings =
                new ModelSettings(null, ModelPreset.U2NET, 64, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f), false, 1, 2);
        try (var loaded = SegmentationModel.load(file(TinyModel.ofSide(64)), settings);
                var _ = new PointerScope()) {
            List<Mat> photos = new ArrayList<>();
            for (int grey = 0; grey < 3; grey++) {
                photos.add(new Mat(80, 80, CV_8UC3, Scalar.all(40 + grey)));
            }
            int before = loaded.timesLooked();
            float[] first = values(loaded.odds(photos.get(0)));
            float[] second = values(loaded.odds(photos.get(1)));
            assertThat(second).isNotEqualTo(first);

            assertThat(loaded.timesLooked() - before).isEqualTo(2);
            assertThat(values(loaded.odds(photos.get(0)))).isEqualTo(first);
            assertThat(loaded.timesLooked() - before).as("it is remembered").isEqualTo(2);
            var _ = loaded.odds(photos.get(2));
            assertThat(values(loaded.odds(photos.get(0)))).isEqualTo(first);
            assertThat(loaded.timesLooked() - before)
                    .as("the one that was asked for lately stays")
                    .isEqualTo(3);
            assertThat(values(loaded.odds(photos.get(1)))).isEqualTo(second);
            assertThat(loaded.timesLooked() - before).as("the other had to go").isEqualTo(4);
        }
    }

    private static float[] values(Mat odds) {
        float[] values = new float[odds.rows() * odds.cols()];
        new FloatPointer(odds.data()).get(values);
        return values;
    }

    @Test
    void theOneThatIsBuiltInIsTakenUnlessAnotherOrNoneIsSet() throws Exception {
        try (var shipped = SegmentationModel.of(ModelSettings.SHIPPED).orElseThrow();
                var own = SegmentationModel.of(settings(64, file(TinyModel.ofSide(64))))
                        .orElseThrow()) {
            assertThat(shipped.file().getFileName()).hasToString("isnet-general-use-768-int8.onnx");
            assertThat(own.file().getFileName()).hasToString("tiny.onnx");
        }
        assertThat(SegmentationModel.of(settings(64, Path.of("none")))).isEmpty();
    }

    @Test
    void withoutAModelEveryPhotoIsACardHoweverItIsAskedFor() throws Exception {
        var makers = LocalMakers.of(LocalMakerSettings.DEFAULT, settings(64, Path.of("none")));

        assertThat(makers.model()).isEmpty();
        for (Mode mode : List.of(Mode.CUT_OUT, Mode.CUT_OUT_ANYWAY)) {
            assertThat(makers.stickers()
                            .make(redDisc(), StickerOptions.DEFAULT.withMode(mode), step -> {})
                            .shape())
                    .isEqualTo(Shape.CARD_NO_SUBJECT);
        }
    }

    @Test
    void refusesAModelOfAnotherSide() throws Exception {
        Path file = file(TinyModel.ofSide(64));

        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> SegmentationModel.load(file, settings(320, false)))
                .withMessageContaining("takes [1, 3, 64, 64]")
                .withMessageContaining("[1, 3, 320, 320]")
                .withMessageContaining("stickermill.segmentation");
    }

    @Test
    void refusesAModelOfOtherRank() throws Exception {
        Path file = file(new TinyModel(new long[] {1, 3, 64}, "Sigmoid"));

        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> SegmentationModel.load(file, settings(64, false)));
    }

    @Test
    void refusesWhatIsNoModel() throws Exception {
        Path file = Files.write(folder.resolve("no.onnx"), new byte[] {1, 2, 3});

        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> SegmentationModel.load(file, settings(64, false)))
                .withMessageContaining("can't use the model");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> SegmentationModel.load(folder.resolve("gone.onnx"), settings(64, false)))
                .withMessageContaining("STICKERMILL_SEGMENTATION_MODEL");
    }

    @Test
    void refusesSettingsThatCantBeMeant() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(3, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelSettings(null, ModelPreset.U2NET, 64, List.of(1f), null, null, 1, 0))
                .withMessageContaining("three numbers");
    }

    private Path file(TinyModel model) throws Exception {
        return Files.write(folder.resolve("tiny.onnx"), model.file());
    }

    private static ModelSettings settings(int side, Path model) {
        return new ModelSettings(model, ModelPreset.U2NET, side, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f), null, 1, 0);
    }

    private static ModelSettings settings(int side, @Nullable Boolean logits) {
        return new ModelSettings(null, ModelPreset.U2NET, side, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f), logits, 1, 0);
    }

    private static byte[] redDisc() {
        return Pixels.painted(300, 300, 3, (x, y, c) -> {
                    boolean inside = Math.hypot(x - 150, y - 150) < 90;
                    return c == 2 ? (inside ? 230 : 60) : (inside ? 20 : 120);
                })
                .encoded(".png");
    }
}
