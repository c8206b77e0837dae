package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.generation.maker.ColouredSheet;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.StyleSample;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.local.LocalPackSheetMaker;
import io.stickermill.generation.maker.local.LocalSmallPictureMaker;
import io.stickermill.generation.maker.model.ModelPreset;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.UnusableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The real program, as it runs in production. */
class ChildProgramTest {

    private static final ChildSettings SETTINGS =
            new ChildSettings(1, DataSize.ofMegabytes(256), DataSize.ofGigabytes(2), DataSize.ofMegabytes(400));

    private static final ModelSettings WITHOUT_MODEL = model("none");

    @Test
    void aChildGivesTheVeryBytesThatTheMakerGivesHere() throws Exception {
        byte[] photo = SamplePhoto.CUP.bytes();
        StickerOptions options = StickerOptions.DEFAULT.withMode(Mode.CARD).withText("Привет ☕");
        byte[] here = LocalMakers.of(LocalMakerSettings.DEFAULT, WITHOUT_MODEL)
                .stickers()
                .make(photo, options, _ -> {})
                .webp();
        try (var pool = pool(WITHOUT_MODEL)) {
            List<Step> steps = new ArrayList<>();

            var made = pool.make(photo, options, steps::add);

            assertThat(made.webp()).isEqualTo(here);
            assertThat(steps).containsExactly(Step.DECODE, Step.CUT_OUT, Step.OUTLINE, Step.ENCODE);
            assertThatThrownBy(() -> pool.make("no picture".getBytes(UTF_8), options, _ -> {}))
                    .isInstanceOfSatisfying(
                            UnusablePhoto.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREADABLE_IMAGE));
            assertThat(pool.sheet(photo, options, "ru", List.of(new StyleSample(photo, "Пластилин"))))
                    .startsWith(0xff, 0xd8);
            assertThat(pool.inSquare(photo, 100))
                    .isEqualTo(new LocalSmallPictureMaker(LocalMakerSettings.DEFAULT).inSquare(photo, 100));
            assertThat(pool.packSheet(photo)).isInstanceOf(PackSheet.None.class);
            assertThat(pool.packSheet(ColouredSheet.file()))
                    .usingRecursiveComparison()
                    .isEqualTo(new LocalPackSheetMaker(LocalMakerSettings.DEFAULT).packSheet(ColouredSheet.file()));
            assertThatThrownBy(() -> pool.packSheet("no picture".getBytes(UTF_8)))
                    .isInstanceOfSatisfying(
                            UnusablePhoto.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREADABLE_IMAGE));
            assertThat(ColouredSheet.colourOf(pool.make(ColouredSheet.file(), options.withSheetCell(2), _ -> {})
                            .webp()))
                    .isEqualTo(2);
        }
    }

    @Test
    void aModelThatIsOfNoUseIsSaidWhereTheServiceStarts() {
        try (var pool = pool(model("no/such/model.onnx"))) {
            assertThatThrownBy(pool::awaitWarm)
                    .isInstanceOf(UnusableModel.class)
                    .hasMessageContaining("STICKERMILL_SEGMENTATION_MODEL");
        }
    }

    /** However the service ends, its end of the pipe is closed. */
    @Test
    void aChildEndsWithItsService() throws Exception {
        Process child = ChildCommand.of(SETTINGS).start();

        child.getOutputStream().close();

        assertThat(child.waitFor()).isZero();
    }

    private static ChildPool pool(ModelSettings model) {
        return new ChildPool(
                ChildCommand.of(SETTINGS), SETTINGS, LocalMakerSettings.DEFAULT, model, new SimpleMeterRegistry());
    }

    private static ModelSettings model(String name) {
        return new ModelSettings(Path.of(name), ModelPreset.U2NET, null, null, null, null, 0, 0);
    }
}
