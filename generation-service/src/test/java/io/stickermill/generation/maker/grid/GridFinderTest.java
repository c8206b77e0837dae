package io.stickermill.generation.maker.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.grid.DrawnSheet.Difficulty;
import io.stickermill.generation.maker.grid.NoGrid.Reason;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GridFinderTest {

    private static final int RED = 2;
    private static final int BLUE = 0;

    private PointerScope scope;

    @BeforeAll
    static void oneThread() {
        setNumThreads(1);
    }

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void findsEveryGrid(int rows, int columns) throws Exception {
        DrawnSheet sheet = DrawnSheet.of(2, rows, columns, Difficulty.UNEVEN, Difficulty.OFF_CENTRE);

        assertThat(sheet.fault(found(sheet))).isNull();
    }

    static Stream<Arguments> sizes() {
        return IntStream.range(0, 16).mapToObj(i -> Arguments.of(2 + i / 4, 2 + i % 4));
    }

    @ParameterizedTest
    @EnumSource
    void findsItWhateverMakesItHard(Difficulty difficulty) throws Exception {
        DrawnSheet sheet = DrawnSheet.of(difficulty.ordinal(), 3, 4, difficulty);

        assertThat(sheet.fault(found(sheet))).isNull();
    }

    @Test
    void findsNineteenOfTwentyThatItWasNotTunedOn() throws Exception {
        List<String> faults = LongStream.range(0, 20)
                .map(i -> 2001 + 2 * i)
                .mapToObj(seed -> fault(seed))
                .filter(fault -> !fault.isEmpty())
                .toList();

        assertThat(faults).hasSizeLessThan(2);
    }

    @Test
    void theSamePictureGivesTheSameAnswer() throws Exception {
        DrawnSheet sheet = DrawnSheet.of(10);

        assertThat(grid(found(sheet)).cells())
                .isEqualTo(grid(found(sheet)).cells())
                .isNotEmpty();
    }

    @Test
    void cellsInReadingOrderAreTheWholeSheet() throws Exception {
        DrawnSheet sheet = DrawnSheet.of(4, 3, 5, Difficulty.UNEVEN);
        Photo photo = photo(sheet);
        List<Cell> cells = grid(new GridFinder().find(photo)).cells();

        for (int i = 0; i < cells.size(); i++) {
            assertThat(cells.get(i).row()).isEqualTo(i / 5);
            assertThat(cells.get(i).column()).isEqualTo(i % 5);
            if (i % 5 > 0) {
                Cell before = cells.get(i - 1);
                assertThat(cells.get(i).left()).isEqualTo(before.left() + before.width());
            }
        }
        assertThat(cells.stream()
                        .mapToLong(cell -> (long) cell.width() * cell.height())
                        .sum())
                .isEqualTo(photo.bgr().total());
    }

    @Test
    void placesAreThoseOfALargeSheet() {
        Mat bgr = new Mat(4000, 5000, CV_8UC3, Scalar.all(255));
        for (int i = 0; i < 6; i++) {
            disc(bgr, 800 + i % 3 * 1700, 1000 + i / 3 * 2000, 500, RED);
        }

        Grid grid = grid(new GridFinder().find(new Photo(bgr, null)));

        assertThat(grid.cells()).hasSize(6);
        Cell middle = grid.cells().get(1);
        assertThat(middle.left()).isBetween(1600, 1700);
        assertThat(middle.left() + middle.width()).isBetween(3300, 3400);
        assertThat(middle.height()).isBetween(1950, 2050);
        Pixels picture = Pixels.of(grid.drawing(1).picture().bgr());
        assertThat(picture.width()).isEqualTo(middle.width());
        assertThat(share(picture, RED)).isBetween(0.22, 0.24);
    }

    @Test
    void aSingleDrawingIsNoGrid() throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            assertThat(found(DrawnSheet.of(seed, 1, 1, Difficulty.LOOSE_PARTS))).isEqualTo(new NoGrid(Reason.NO_LINES));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,4", "5,1", "1,2"})
    void asIsASingleRowOrColumn(int rows, int columns) throws Exception {
        assertThat(found(DrawnSheet.of(6, rows, columns))).isEqualTo(new NoGrid(Reason.NO_LINES));
    }

    @Test
    void drawingsAlongADiagonalAreNoGrid() {
        Mat bgr = new Mat(600, 600, CV_8UC3, Scalar.all(255));
        for (int i = 0; i < 3; i++) {
            disc(bgr, 100 + 200 * i, 100 + 200 * i, 70, RED);
        }

        assertThat(new GridFinder().find(new Photo(bgr, null))).isEqualTo(new NoGrid(Reason.MOSTLY_EMPTY));
    }

    @ParameterizedTest
    @EnumSource
    void photosAreNoGrids(SamplePhoto photo) throws Exception {
        assertThat(new GridFinder().find(new PhotoDecoder(PhotoLimits.DEFAULT).decode(photo.bytes())))
                .isInstanceOf(NoGrid.class);
    }

    @ParameterizedTest
    @CsvSource({"1,3000", "3000,1", "1,1", "20000,640"})
    void oneThatIsTooNarrowIsRefused(int width, int height) {
        assertThat(new GridFinder().find(new Photo(new Mat(height, width, CV_8UC3, Scalar.all(200)), null)))
                .isEqualTo(new NoGrid(Reason.TOO_SMALL));
    }

    @Test
    void oneColourIsNothing() {
        assertThat(new GridFinder().find(new Photo(new Mat(4000, 5000, CV_8UC3, Scalar.all(37)), null)))
                .isEqualTo(new NoGrid(Reason.NOTHING_DRAWN));
        assertThat(new GridFinder()
                        .find(new Photo(
                                new Mat(300, 300, CV_8UC3, Scalar.all(37)), new Mat(300, 300, CV_8U, Scalar.all(0)))))
                .isEqualTo(new NoGrid(Reason.NOTHING_DRAWN));
    }

    @Test
    void noiseHasNoGround() {
        Random random = new Random(1);
        Mat noise =
                Pixels.painted(700, 700, 3, (_, _, _) -> random.nextInt(256)).mat();
        Mat stripes =
                Pixels.painted(700, 700, 3, (x, y, _) -> (x + y) % 2 * 255).mat();

        assertThat(new GridFinder().find(new Photo(noise, null))).isEqualTo(new NoGrid(Reason.NO_PLAIN_GROUND));
        assertThat(new GridFinder().find(new Photo(stripes, null))).isInstanceOf(NoGrid.class);
    }

    /** As many pieces as there can be. */
    @Test
    void dotsEverywhereAreNoGrid() {
        Mat dots = Pixels.painted(768, 768, 3, (x, y, _) -> x % 4 < 2 && y % 4 < 2 && x > 30 && y > 30 ? 0 : 255)
                .mat();

        assertThat(new GridFinder().find(new Photo(dots, null))).isInstanceOf(NoGrid.class);
    }

    @Test
    void aDrawingThatReachesOverTheLineIsWholeInItsOwnCellAndGoneFromTheOther() {
        Mat bgr = fourDiscs(Scalar.all(255));
        rectangle(bgr, new Rect(190, 190, 200, 20), new Scalar(0, 0, 255, 0), -1, 8, 0);

        Grid grid = grid(new GridFinder().find(new Photo(bgr, null)));
        Pixels first = Pixels.of(grid.drawing(0).picture().bgr());
        Pixels second = Pixels.of(grid.drawing(1).picture().bgr());

        assertThat(grid.cells().get(1).left()).isLessThan(360);
        assertThat(count(first, RED)).isEqualTo(count(upperHalf(bgr), RED));
        assertThat(count(first, BLUE)).isZero();
        assertThat(count(second, RED)).isZero();
        assertThat(count(second, BLUE)).isEqualTo(discPixels());
    }

    @Test
    void drawingsThatTouchAreParted() {
        Mat bgr = fourDiscs(Scalar.all(255));
        rectangle(bgr, new Rect(300, 190, 60, 20), new Scalar(0, 0, 255, 0), -1, 8, 0);
        rectangle(bgr, new Rect(360, 190, 60, 20), new Scalar(255, 0, 0, 0), -1, 8, 0);

        Grid grid = grid(new GridFinder().find(new Photo(bgr, null)));
        Pixels first = Pixels.of(grid.drawing(0).picture().bgr());
        Pixels second = Pixels.of(grid.drawing(1).picture().bgr());

        assertThat(count(first, RED)).isGreaterThan(discPixels());
        assertThat(count(first, BLUE)).isLessThan(discPixels() / 50);
        assertThat(count(second, BLUE)).isGreaterThan(discPixels());
        assertThat(count(second, RED)).isLessThan(discPixels() / 50);
    }

    @Test
    void theGroundThatIsPaintedIsTheSheetsOwn() {
        Mat bgr = fourDiscs(new Scalar(220, 170, 240, 0));
        rectangle(bgr, new Rect(190, 190, 200, 20), new Scalar(0, 0, 255, 0), -1, 8, 0);

        Photo second =
                grid(new GridFinder().find(new Photo(bgr, null))).drawing(1).picture();

        Pixels picture = Pixels.of(second.bgr());
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int x = i % picture.width();
            int y = i / picture.width();
            if (Math.hypot(x + 720 - picture.width() - 530, y - 200) > 125) {
                assertThat(List.of(picture.at(x, y, 0), picture.at(x, y, 1), picture.at(x, y, 2)))
                        .isEqualTo(List.of(220, 170, 240));
            }
        }
    }

    @Test
    void whereTheGroundIsClearSoIsWhatNeighboursLeave() {
        Mat bgr = fourDiscs(Scalar.all(0));
        rectangle(bgr, new Rect(190, 190, 200, 20), new Scalar(0, 0, 255, 0), -1, 8, 0);
        Pixels drawn = Pixels.of(bgr);
        Mat alpha = Pixels.painted(720, 720, 1, (x, y, _) -> drawn.at(x, y, BLUE) + drawn.at(x, y, RED) > 0 ? 255 : 0)
                .mat();

        Grid grid = grid(new GridFinder().find(new Photo(bgr, alpha)));

        assertThat(seen(grid.drawing(0).picture())).isEqualTo(count(upperHalf(bgr), RED));
        assertThat(seen(grid.drawing(1).picture())).isEqualTo(discPixels());
    }

    @Test
    void linesBetweenCellsAreInNoPicture() {
        Mat bgr = fourDiscs(Scalar.all(255));
        rectangle(bgr, new Rect(329, 0, 3, 720), Scalar.all(0), -1, 8, 0);
        rectangle(bgr, new Rect(0, 359, 720, 3), Scalar.all(0), -1, 8, 0);

        Pixels first = Pixels.of(grid(new GridFinder().find(new Photo(bgr, null)))
                .drawing(0)
                .picture()
                .bgr());

        assertThat(IntStream.range(0, first.width())
                        .map(x -> first.at(x, first.height() - 1, 1))
                        .min())
                .hasValue(255);
        assertThat(count(first, RED)).isEqualTo(discPixels());
    }

    @Test
    void anEmptyCellIsGround() throws Exception {
        DrawnSheet sheet = DrawnSheet.of(8, 3, 3, Difficulty.EMPTY_CELL);
        Grid grid = grid(found(sheet));
        int empty = sheet.figures().indexOf(null);

        assertThat(grid.cells().get(empty).empty()).isTrue();
        assertThat(grid.cells().stream().filter(Cell::empty)).hasSize(1);
        Pixels picture = Pixels.of(grid.drawing(empty).picture().bgr());
        assertThat(IntStream.range(0, picture.width() * picture.height())
                        .map(i -> picture.at(i % picture.width(), i / picture.width(), 1))
                        .min()
                        .orElse(0))
                .isGreaterThan(230);
    }

    @Test
    void thereIsNoPictureOfACellBeyond() throws Exception {
        Grid grid = grid(found(DrawnSheet.of(2, 2, 2)));

        assertThatThrownBy(() -> grid.drawing(4).picture()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Radius 120, on 720 by 720: red, blue; red, blue, a little to the left. The line between them is before 350. */
    private static Mat fourDiscs(Scalar ground) {
        Mat bgr = new Mat(720, 720, CV_8UC3, ground);
        disc(bgr, 190, 200, 120, RED);
        disc(bgr, 530, 200, 120, BLUE);
        disc(bgr, 150, 530, 120, RED);
        disc(bgr, 470, 530, 120, BLUE);
        return bgr;
    }

    private static Pixels upperHalf(Mat bgr) {
        return Pixels.of(new Mat(bgr, new Rect(0, 0, bgr.cols(), bgr.rows() / 2)));
    }

    private static void disc(Mat bgr, int x, int y, int radius, int channel) {
        Scalar colour = channel == RED ? new Scalar(0, 0, 255, 0) : new Scalar(255, 0, 0, 0);
        circle(bgr, new Point(x, y), radius, colour, -1, 8, 0);
    }

    private static int discPixels() {
        Mat bgr = new Mat(300, 300, CV_8UC3, Scalar.all(255));
        disc(bgr, 150, 150, 120, RED);
        return count(Pixels.of(bgr), RED);
    }

    /** Pixels of that colour alone. */
    private static int count(Pixels picture, int channel) {
        return (int) IntStream.range(0, picture.width() * picture.height())
                .filter(i -> {
                    int x = i % picture.width();
                    int y = i / picture.width();
                    return picture.at(x, y, channel) > 200
                            && picture.at(x, y, 1) < 50
                            && picture.at(x, y, 2 - channel) < 50;
                })
                .count();
    }

    private static double share(Pixels picture, int channel) {
        return count(picture, channel) / ((double) picture.width() * picture.height());
    }

    private static int seen(Photo photo) {
        Pixels alpha = Pixels.of(Objects.requireNonNull(photo.alpha()));
        return (int) IntStream.range(0, alpha.samples().length)
                .filter(i -> alpha.samples()[i] != 0)
                .count();
    }

    /** Empty where all is right. */
    private static String fault(long seed) {
        try (var _ = new PointerScope()) {
            DrawnSheet sheet = DrawnSheet.of(seed);
            String fault = sheet.fault(found(sheet));
            return fault == null ? "" : seed + ": " + fault;
        } catch (Exception unexpected) {
            throw new AssertionError("seed " + seed, unexpected);
        }
    }

    private static Photo photo(DrawnSheet sheet) throws Exception {
        return new PhotoDecoder(PhotoLimits.DEFAULT).decode(sheet.file());
    }

    private static SheetLayout found(DrawnSheet sheet) throws Exception {
        return new GridFinder().find(photo(sheet));
    }

    private static Grid grid(SheetLayout found) {
        assertThat(found).isInstanceOf(Grid.class);
        return (Grid) found;
    }
}
