package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.ColouredSheet;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.ShippedSubjects;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.grid.DrawnSheet;
import io.stickermill.generation.maker.grid.DrawnSheet.Difficulty;
import org.junit.jupiter.api.Test;

/** A sticker of one drawing of a sheet. */
class SheetCellsTest {

    private static final LocalStickerMaker MAKER = new LocalStickerMaker(Patient.SETTINGS, ShippedSubjects.SEARCH);

    @Test
    void eachNumberGivesItsOwnDrawing() throws Exception {
        byte[] sheet = ColouredSheet.file();
        for (int cell = 0; cell < ColouredSheet.COLOURS.size(); cell++) {
            MadeSticker made = make(sheet, StickerOptions.DEFAULT.withMode(Mode.CARD), cell);

            assertThat(ColouredSheet.colourOf(made.webp())).isEqualTo(cell);
            assertThat(made.shape()).isEqualTo(Shape.CARD_AS_ASKED);
        }
    }

    @Test
    void aDrawingIsCutOutOfItsCell() throws Exception {
        MadeSticker made = make(ColouredSheet.file(), StickerOptions.DEFAULT, 5);

        assertThat(made.shape()).isEqualTo(Shape.CUT_OUT);
        assertThat(ColouredSheet.colourOf(made.webp())).isEqualTo(5);
        Pixels sticker = Pixels.decoded(made.webp());
        assertThat(Math.max(sticker.width(), sticker.height())).isEqualTo(512);
        assertThat(sticker.alpha(0, 0)).as("its corner").isLessThan(16);
    }

    /** A twenty-fifth of 1024 by 1024 is a sticker as any other. */
    @Test
    void aDrawingOfALargeGridIsNotTooSmall() throws Exception {
        byte[] sheet = DrawnSheet.of(12, 5, 5).file();

        MadeSticker made = make(sheet, StickerOptions.DEFAULT, 24);

        assertThat(Math.max(made.width(), made.height())).isEqualTo(512);
    }

    @Test
    void aLargeSheetIsLookedAtInItsOwnPixels() throws Exception {
        byte[] sheet = Pixels.painted(2560, 2560, 3, (x, y, channel) -> {
                    double dx = x % 512 - 256;
                    double dy = y % 512 - 256;
                    boolean fine = (x / 2 + y / 2) % 2 == 0;
                    return Math.hypot(dx, dy) > 200 ? 255 : channel == 2 || fine ? 200 : 20;
                })
                .encoded(".png");

        Pixels card = Pixels.decoded(
                make(sheet, StickerOptions.DEFAULT.withMode(Mode.CARD).withOutline(false), 12)
                        .webp());

        int most = 0;
        int least = 255;
        for (int x = card.width() / 2 - 20; x < card.width() / 2 + 20; x++) {
            most = Math.max(most, card.at(x, card.height() / 2, 1));
            least = Math.min(least, card.at(x, card.height() / 2, 1));
        }
        assertThat(most - least).as("a pattern of two pixels is still there").isGreaterThan(80);
    }

    @Test
    void aDrawingOnNothingKeepsItsOwnEdge() throws Exception {
        byte[] sheet = DrawnSheet.of(3, 3, 3, Difficulty.TRANSPARENT).file();

        assertThat(make(sheet, StickerOptions.DEFAULT, 0).shape()).isEqualTo(Shape.OWN_TRANSPARENCY);
    }

    /** A few clear pixels beside a painted ground, as rounded corners have, make no ground of nothing. */
    @Test
    void aPaintedGroundStaysOneWhereTheSheetHasClearCorners() throws Exception {
        Pixels opaque = Pixels.decoded(ColouredSheet.file());
        byte[] sheet = Pixels.painted(opaque.width(), opaque.height(), 4, (x, y, channel) -> {
                    boolean corner = x + y < 120;
                    return channel == 3 ? corner ? 0 : 255 : corner ? 0 : opaque.at(x, y, channel);
                })
                .encoded(".png");

        MadeSticker made = make(sheet, StickerOptions.DEFAULT, 7);

        assertThat(made.shape()).isEqualTo(Shape.CUT_OUT);
        assertThat(ColouredSheet.colourOf(made.webp())).isEqualTo(7);
    }

    @Test
    void aDrawingThatIsNotThereIsSaidToBeSo() {
        refused(ColouredSheet.file(), 8);
        refused(ColouredSheet.file(), Integer.MAX_VALUE);
        refused(SamplePhoto.CUP.bytes(), 0);
    }

    private static void refused(byte[] sheet, int cell) {
        assertThatThrownBy(() -> make(sheet, StickerOptions.DEFAULT, cell))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class, given -> assertThat(given.reason()).isEqualTo(Reason.NO_SUCH_DRAWING));
    }

    private static MadeSticker make(byte[] sheet, StickerOptions options, int cell) throws UnusablePhoto {
        return MAKER.make(sheet, options.withSheetCell(cell), _ -> {});
    }
}
