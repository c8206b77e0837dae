package io.stickermill.generation.maker.cutout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.finish.CroppedSides;
import io.stickermill.generation.maker.photo.PhotoView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of odds; whatever model gave them. */
class SubjectFinderTest {

    private static final int SIDE = 400;

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
    void fillsWhatIsHalfSeenWithinAndLeavesARealHole() {
        Subjects found = found((x, y) -> {
            if (disc(x, y, 200, 200, 150)) {
                boolean shining = disc(x, y, 150, 200, 40);
                boolean handle = disc(x, y, 260, 200, 40);
                return shining ? 90 : handle ? 0 : 255;
            }
            return 0;
        });

        assertThat(alphaAt(found.at(0), 150, 200)).as("what shines").isEqualTo(255);
        assertThat(alphaAt(found.at(0), 260, 200)).as("the handle").isZero();
        assertThat(alphaAt(found.at(0), 200, 90)).isEqualTo(255);
    }

    @Test
    void nothingGreyIsLeftWithinHoweverUnsureTheOdds() {
        Subjects found = found((x, y) -> disc(x, y, 200, 200, 150) ? 150 : 0);

        assertThat(alphaAt(found.at(0), 200, 200)).isEqualTo(255);
        assertThat(alphaAt(found.at(0), 120, 260)).isEqualTo(255);
    }

    @Test
    void companionsStayAndSpecksGo() {
        Subjects found = found(
                (x, y) -> disc(x, y, 110, 200, 80) || disc(x, y, 300, 200, 60) || disc(x, y, 210, 60, 9) ? 255 : 0);

        assertThat(alphaAt(found.at(0), 110, 200)).isEqualTo(255);
        assertThat(alphaAt(found.at(0), 300, 200)).isEqualTo(255);
        assertThat(alphaAt(found.at(0), 210, 60)).isZero();
    }

    @Test
    void anotherCutOutIsTheMainPartAlone() {
        Subjects found = found((x, y) -> disc(x, y, 180, 200, 90) || disc(x, y, 350, 200, 40) ? 255 : 0);

        assertThat(found.count()).isEqualTo(2);
        assertThat(found.at(1).box().width()).isBetween(180, 195);
    }

    @Test
    void noTwoAreAlike() {
        Subjects found = found((x, y) -> disc(x, y, 200, 200, 120) ? 255 : 0);

        assertThat(found.count()).isEqualTo(1);
    }

    @Test
    void theSidesThatThePhotoCutsAreKnown() {
        assertThat(found((x, y) -> x < 250 && y > 120 ? 255 : 0).at(0).frame())
                .isEqualTo(new CroppedSides(false, true, true, false));
        assertThat(found((x, y) -> disc(x, y, 200, 200, 120) ? 255 : 0).at(0).frame())
                .isEqualTo(CroppedSides.NONE);
    }

    @Test
    void aTouchOfTheFrameIsNoCut() {
        Subjects found = found((x, y) -> disc(x, y, 200, 200, 120) || x > 197 && x < 203 && y > 200 ? 255 : 0);

        assertThat(found.at(0).frame()).isEqualTo(CroppedSides.NONE);
    }

    @Test
    void whatIsSmallIsLookedAtAgainCloser() {
        List<Integer> looks = new ArrayList<>();
        Subjects found = new SubjectFinder(bgr -> {
                    looks.add(bgr.cols());
                    return looks.size() == 1
                            ? odds((x, y) -> disc(x, y, 200, 200, 40) ? 255 : 0)
                            : odds((x, y) -> disc(x, y, 200, 200, 125) ? 255 : 0);
                })
                .in(photo());

        assertThat(looks).hasSize(2);
        assertThat(looks.get(1)).isBetween(120, 140);
        assertThat(found.at(0).shape().cols())
                .as("the mask is as fine as the second look")
                .isGreaterThan(70);
        assertThat(found.at(0).box().width()).isBetween(78, 92);
    }

    @Test
    void aSecondLookThatSeesSomethingElseDoesNotCount() {
        List<Integer> looks = new ArrayList<>();
        Subjects found = new SubjectFinder(bgr -> {
                    looks.add(bgr.cols());
                    return looks.size() == 1
                            ? odds((x, y) -> disc(x, y, 200, 200, 40) ? 255 : 0)
                            : odds((x, y) -> disc(x, y, 100, 100, 40) ? 255 : 0);
                })
                .in(photo());

        assertThat(found.at(0).box().x()).isBetween(150, 160);
    }

    @Test
    void undecidedOddsAreNotWorthCuttingUnasked() {
        Subjects found = found((x, y) -> disc(x, y, 200, 200, 100) ? 140 : 100);

        assertThat(found.worthCutting()).isFalse();
        assertThat(found.count()).as("but there for who asks").isPositive();
    }

    @Test
    void whereNothingIsLikelyTheLikeliestIsThereForWhoAsks() {
        Subjects found = found((x, y) -> disc(x, y, 200, 200, 100) ? 9 : 2);

        assertThat(found.worthCutting()).isFalse();
        assertThat(found.confidence()).isZero();
        assertThat(found.at(0).box().width()).isBetween(195, 225);
    }

    private static Subjects found(IntBinaryOperator odds) {
        return new SubjectFinder(_ -> odds(odds)).in(photo());
    }

    private static PhotoView photo() {
        return new PhotoView(new Mat(SIDE, SIDE, CV_8UC3, Scalar.all(120)));
    }

    /** @param of 0 to 255 by column and row */
    private static Mat odds(IntBinaryOperator of) {
        Mat odds = new Mat(SIDE, SIDE, CV_32F);
        var values = new FloatPointer(odds.data());
        for (int i = 0; i < SIDE * SIDE; i++) {
            values.put(i, of.applyAsInt(i % SIDE, i / SIDE) / 255f);
        }
        return odds;
    }

    private static int alphaAt(Subject subject, int x, int y) {
        Mat part = new Mat(subject.box().height(), subject.box().width(), CV_8UC3, Scalar.all(120));
        if (!(x >= subject.box().x()
                && x < subject.box().x() + part.cols()
                && y >= subject.box().y()
                && y < subject.box().y() + part.rows())) {
            return 0;
        }
        Pixels alpha = Pixels.of(subject.alpha(part));
        return alpha.at(x - subject.box().x(), y - subject.box().y(), 0);
    }

    private static boolean disc(int x, int y, int atX, int atY, int radius) {
        return Math.hypot(x - atX, y - atY) < radius;
    }
}
