package io.stickermill.generation.maker.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.maker.ColouredSheet;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.grid.DrawnSheet;
import io.stickermill.generation.maker.grid.DrawnSheet.Difficulty;
import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPackSheetMakerTest {

    private static final LocalPackSheetMaker MAKER = new LocalPackSheetMaker(Patient.SETTINGS);

    @Test
    void theDrawingsAreNumberedAndAnEmptyPlaceIsNot() throws Exception {
        byte[] file = ColouredSheet.file();

        PackSheet.Numbered numbered = numbered(file);

        assertThat(numbered.size()).isEqualTo(new SheetSize(8, 3));
        Pixels sheet = Pixels.decoded(file);
        Pixels shown = Pixels.decoded(numbered.jpeg());
        assertThat(shown.width()).isEqualTo(sheet.width());
        assertThat(shown.height()).isEqualTo(sheet.height());
        for (int place = 0; place < 9; place++) {
            int white = 0;
            int ink = 0;
            for (int y = 0; y < 75; y++) {
                for (int x = 0; x < 75; x++) {
                    int blue = shown.at(x + left(place), y + top(place), 0);
                    int red = shown.at(x + left(place), y + top(place), 2);
                    white += Math.min(blue, red) > 248 ? 1 : 0;
                    ink += Math.max(blue, red) < 80 ? 1 : 0;
                }
            }
            if (place == 4) {
                assertThat(white + ink).as("the empty place").isLessThan(60);
            } else {
                assertThat(white).as("disc in place " + place).isGreaterThan(800);
                assertThat(ink).as("number in place " + place).isBetween(150, 1500);
            }
        }
    }

    /** About where the lines are: halfway between the faces. */
    private static int left(int place) {
        return place % 3 == 0 ? 0 : 60 + place % 3 * 270;
    }

    private static int top(int place) {
        return place / 3 == 0 ? 0 : 30 + place / 3 * 270;
    }

    @ParameterizedTest
    @CsvSource({"3000,2100,1280,896", "1000,800,1000,800", "400,600,480,720"})
    void itIsAsLargeAsAPhotoIsShown(int width, int height, int shownWidth, int shownHeight) throws Exception {
        Pixels shown = Pixels.decoded(numbered(discs(width, height, 3, 2)).jpeg());

        assertThat(shown.width()).isEqualTo(shownWidth);
        assertThat(shown.height()).isEqualTo(shownHeight);
    }

    @Test
    void ofALargeGridAllAreThere() throws Exception {
        assertThat(numbered(discs(1024, 1024, 5, 5)).size()).isEqualTo(new SheetSize(25, 5));
    }

    @Test
    void theSamePictureGivesTheSameSheet() throws Exception {
        assertThat(numbered(ColouredSheet.file()).jpeg())
                .isEqualTo(numbered(ColouredSheet.file()).jpeg());
    }

    @Test
    void whatCanBeSeenThroughIsNeitherBlackNorWhite() throws Exception {
        Pixels shown = Pixels.decoded(
                numbered(DrawnSheet.of(3, 3, 3, Difficulty.TRANSPARENT).file()).jpeg());

        assertThat(shown.at(1, 1, 0)).isBetween(180, 220);
    }

    @Test
    void whatIsNoSheetHasItsReason() throws Exception {
        assertThat(MAKER.packSheet(SamplePhoto.GRAVEL.bytes()))
                .isEqualTo(new PackSheet.None(NoGrid.Reason.NO_PLAIN_GROUND));
        assertThat(MAKER.packSheet(DrawnSheet.of(0, 1, 1).file()))
                .isEqualTo(new PackSheet.None(NoGrid.Reason.NO_LINES));
    }

    @Test
    void drawingsThatWouldBeTooSmallAsPhotosAreSo() throws Exception {
        assertThat(MAKER.packSheet(discs(150, 150, 5, 5))).isEqualTo(new PackSheet.None(NoGrid.Reason.TOO_SMALL));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        byte[] file = ColouredSheet.file();

        refused("no picture".getBytes(UTF_8), Reason.UNREADABLE_IMAGE);
        refused(new byte[0], Reason.EMPTY_FILE);
        refused(Arrays.copyOf(file, 40), Reason.UNREADABLE_IMAGE);
        refused(Pixels.painted(2000, 33, 3, (_, _, _) -> 200).encoded(".png"), Reason.TOO_SMALL);
    }

    @Test
    void oneThatTakesTooLongIsGivenUp() {
        var hurried = new LocalPackSheetMaker(
                new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, Duration.ofNanos(1), 0.8));

        assertThatThrownBy(() -> hurried.packSheet(ColouredSheet.file()))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class, given -> assertThat(given.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    private static void refused(byte[] file, Reason reason) {
        assertThatThrownBy(() -> MAKER.packSheet(file))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class, given -> assertThat(given.reason()).isEqualTo(reason));
    }

    private static PackSheet.Numbered numbered(byte[] file) throws UnusablePhoto {
        PackSheet sheet = MAKER.packSheet(file);
        assertThat(sheet).isInstanceOf(PackSheet.Numbered.class);
        return (PackSheet.Numbered) sheet;
    }

    /** Red on white. */
    private static byte[] discs(int width, int height, int columns, int rows) {
        double cellWidth = (double) width / columns;
        double cellHeight = (double) height / rows;
        double radius = 0.35 * Math.min(cellWidth, cellHeight);
        return Pixels.painted(width, height, 3, (x, y, channel) -> {
                    double dx = x % cellWidth - cellWidth / 2;
                    double dy = y % cellHeight - cellHeight / 2;
                    return Math.hypot(dx, dy) < radius && channel < 2 ? 30 : 255;
                })
                .encoded(".png");
    }
}
