package io.stickermill.generation.maker.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drawings of 100 by 100; colours are blue, green, red. */
class KeyTest {

    private static final int SIDE = 100;

    private static final Rect ALL = new Rect(0, 0, SIDE, SIDE);

    private static final int[] MAGENTA = {255, 0, 255};

    private static final int[] WHITE = {255, 255, 255};

    private static final int[] PURPLE = {200, 90, 140};

    private static final int[] BLACK = {0, 0, 0};

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
    void aMixedPixelHasTheDrawingsColourAndAsMuchAlphaAsItHasOfIt() {
        Mat drawing = on(MAGENTA, (x, y) -> disc(x, y, 30), PURPLE);

        Cutting cut = allSeen(drawing, MAGENTA);

        Pixels colours = Pixels.of(cut.bgr());
        Pixels alpha = Pixels.of(cut.alpha());
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            assertThat(alpha.at(x, y, 0))
                    .as("alpha at %d, %d", x, y)
                    .isCloseTo((int) (255 * disc(x, y, 30)), within(40));
            for (int channel = 0; channel < 3 && alpha.at(x, y, 0) > 0; channel++) {
                assertThat(colours.at(x, y, channel))
                        .as("colour at %d, %d", x, y)
                        .isCloseTo(PURPLE[channel], within(12));
            }
        }
    }

    @Test
    void aVividGroundIsNeverEnclosedAndAWhiteOneIsTheModelsToDecide() {
        assertThat(alpha(allSeen(on(MAGENTA, KeyTest::ring, PURPLE), MAGENTA), 50, 50))
                .isZero();
        assertThat(alpha(allSeen(on(WHITE, KeyTest::ring, PURPLE), WHITE), 50, 50))
                .isEqualTo(255);
        assertThat(odds(on(WHITE, KeyTest::ring, PURPLE), WHITE, 0.1f, 50, 50)).isEqualTo(0.1f, within(0.01f));
        assertThat(odds(on(MAGENTA, KeyTest::ring, PURPLE), MAGENTA, 0.9f, 50, 50))
                .isZero();
    }

    private static double ring(int x, int y) {
        return disc(x, y, 30) - disc(x, y, 12);
    }

    /** The line around it is open at the right, so that its white is connected to the ground's. */
    @Test
    void whatTheModelTakesStaysBeyondARimWhereTheGroundLeaksIn() {
        Mat drawing = on(WHITE, (x, y) -> x > 70 && y > 45 && y < 55 ? 0 : disc(x, y, 30) - disc(x, y, 28), BLACK);
        Mat shape = Pixels.painted(SIDE, SIDE, 1, (x, y, _) -> (int) (255 * disc(x, y, 30)))
                .mat();

        Cutting cut = key(drawing, WHITE).checked(new Cutting(drawing, shape), ALL);

        assertThat(alpha(cut, 50, 50)).isEqualTo(255);
        assertThat(alpha(cut, 72, 50)).isEqualTo(255);
        assertThat(Pixels.of(cut.bgr()).at(50, 50, 1)).isEqualTo(255);
    }

    @Test
    void whatIsDrawnForSureIsInWhateverTheModelSays() {
        Mat drawing = on(WHITE, (x, y) -> disc(x, y, 30), PURPLE);

        assertThat(odds(drawing, WHITE, 0, 50, 50)).isEqualTo(1);
        assertThat(odds(drawing, WHITE, 0, 5, 5)).isZero();
        assertThat(odds(drawing, WHITE, 0.3f, 5, 5)).isEqualTo(0.3f);
    }

    @Test
    void aFigureThatIsMostlyTheGroundsColourIsInWithWhatItEncloses() {
        Mat drawing = on(WHITE, (x, y) -> disc(x, y, 30) - disc(x, y, 27), BLACK);

        assertThat(odds(drawing, WHITE, 0, 50, 50)).isEqualTo(1);
        assertThat(odds(drawing, WHITE, 0, 50, 24)).as("the line's soft edge").isEqualTo(1);
        assertThat(odds(drawing, WHITE, 0, 50, 10)).isZero();
    }

    @Test
    void aShadowOnTheGroundIsTheModelsToDecide() {
        Mat drawing = on(MAGENTA, (x, y) -> 0.3 * disc(x, y, 30), BLACK);

        assertThat(odds(drawing, MAGENTA, 0.2f, 50, 50)).isEqualTo(0.2f, within(0.01f));
    }

    @Test
    void aPartAtAnotherScaleIsCheckedAtItsOwnPlace() {
        Mat drawing = on(MAGENTA, (x, y) -> disc(x, y, 30), PURPLE);
        Mat large = new Mat(120, 120, CV_8UC3, new Scalar(200, 90, 140, 0));
        Mat seen = new Mat(120, 120, CV_8U, Scalar.all(255));

        Cutting cut = key(drawing, MAGENTA).checked(new Cutting(large, seen), new Rect(50, 50, 40, 40));

        assertThat(alpha(cut, 3, 3)).isEqualTo(255);
        assertThat(alpha(cut, 110, 110)).isZero();
        assertThat(alpha(cut, 80, 3)).isEqualTo(255);
        assertThat(alpha(cut, 100, 3)).isZero();
    }

    /** How much of a pixel a disc in the middle covers. */
    private static double disc(int x, int y, double radius) {
        return Math.clamp(radius + 0.5 - Math.hypot(x - 50, y - 50), 0, 1);
    }

    private interface Share {
        double at(int x, int y);
    }

    private static Mat on(int[] ground, Share share, int[] colour) {
        return Pixels.painted(SIDE, SIDE, 3, (x, y, channel) ->
                        (int) Math.round(ground[channel] + share.at(x, y) * (colour[channel] - ground[channel])))
                .mat();
    }

    private static Key key(Mat drawing, int[] ground) {
        return Key.of(drawing, new Mat(SIDE, SIDE, CV_8UC3, new Scalar(ground[0], ground[1], ground[2], 0)), 14);
    }

    private static Cutting allSeen(Mat drawing, int[] ground) {
        return key(drawing, ground).checked(new Cutting(drawing, new Mat(SIDE, SIDE, CV_8U, Scalar.all(255))), ALL);
    }

    private static int alpha(Cutting cut, int x, int y) {
        return Pixels.of(cut.alpha()).at(x, y, 0);
    }

    private static float odds(Mat drawing, int[] ground, float model, int x, int y) {
        Mat checked = key(drawing, ground).checked(new Mat(SIDE, SIDE, CV_32F, Scalar.all(model)), ALL);
        return new FloatPointer(checked.data()).get((long) y * SIDE + x);
    }
}
