package io.stickermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MakerSettingsTest {

    @Test
    void theOutlineHasTheWidthAndColourOfTheSettings() throws Exception {
        Pixels card = card(new MakerSettings(20, "#ff0000", 0, 50_000_000, Duration.ofMinutes(5), 0.8));

        int y = card.height() / 2;
        assertThat(card.alpha(1, y)).isEqualTo(255);
        for (int x = 1; x < 19; x++) {
            assertThat(card.at(x, y, 2)).as("red at " + x).isGreaterThan(240);
            assertThat(card.at(x, y, 0)).as("no blue at " + x).isLessThan(30);
        }
        assertThat(card.at(30, y, 0)).as("the picture begins").isGreaterThan(10);
    }

    @Test
    void withoutWidthThereIsNone() throws Exception {
        Pixels card = card(new MakerSettings(0, "#ff0000", 0.4, 50_000_000, Duration.ofMinutes(5), 0.8));

        assertThat(card.at(8, card.height() / 2, 1)).as("no red line").isGreaterThan(20);
    }

    @Test
    void aColourThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MakerSettings(8, "white", 0, 1, Duration.ofSeconds(1), 0.8))
                .withMessageContaining("stickermill.maker.outline-colour is 'white'");
    }

    private static Pixels card(MakerSettings settings) throws Exception {
        var options = StickerOptions.DEFAULT.withMode(Mode.CARD);
        return Pixels.decoded(new LocalStickerMaker(settings.local(), SubjectSearch.NOTHING)
                .make(SamplePhoto.CUP.bytes(), options, _ -> {})
                .webp());
    }
}
