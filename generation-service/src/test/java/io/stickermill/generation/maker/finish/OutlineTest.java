package io.stickermill.generation.maker.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.stickermill.generation.maker.Pixels;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {

    private static final int SIDE = 100;

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
    void runsAroundTheSubjectAtItsWidth() {
        Pixels sticker = around(Outline.WHITE, (x, y, channel) -> 255);
        int edge = Outline.WHITE.margin();
        int middle = edge + SIDE / 2;

        assertThat(sticker.at(edge + 2, middle, 0)).as("the subject").isEqualTo(40);
        for (int away = 1; away < 8; away++) {
            assertThat(sticker.alpha(edge - away, middle))
                    .as("alpha %d px out", away)
                    .isGreaterThan(240);
            assertThat(sticker.at(edge - away, middle, 2))
                    .as("white %d px out", away)
                    .isGreaterThan(240);
        }
        assertThat(sticker.at(edge - 11, middle, 2)).as("the shadow is dark").isLessThan(60);
        assertThat(sticker.alpha(edge - 11, middle)).as("and faint").isBetween(1, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 100, 128, 200})
    void aFadedPictureHasItAsWell(int faded) {
        Pixels sticker = around(Outline.WHITE, (x, y, channel) -> faded);
        int edge = Outline.WHITE.margin();
        int middle = edge + SIDE / 2;

        assertThat(sticker.at(edge - 4, middle, 2)).as("white").isGreaterThan(240);
        assertThat(sticker.alpha(edge - 4, middle)).isGreaterThan(240);
        assertThat(sticker.alpha(middle, middle)).as("on the outline's paper").isEqualTo(255);
        assertThat(sticker.at(middle, middle, 0)).as("and pale").isCloseTo(255 - (255 - 40) * faded / 255, within(2));
    }

    @Test
    void leavesNothingInTheCorners() {
        Pixels sticker = around(Outline.WHITE, (x, y, channel) -> 255);
        int last = sticker.width() - 1;

        assertThat(sticker.alpha(0, 0)).isLessThan(8);
        assertThat(sticker.alpha(last, 0)).isLessThan(8);
        assertThat(sticker.alpha(0, last)).isLessThan(8);
        assertThat(sticker.alpha(last, last)).isLessThan(8);
    }

    @Test
    void closesACrackButNotAGap() {
        Pixels cracked = around(Outline.WHITE, (x, y, channel) -> x >= 45 && x < 55 ? 0 : 255);
        Pixels gapped = around(Outline.WHITE, (x, y, channel) -> x >= 30 && x < 70 ? 0 : 255);
        int middle = Outline.WHITE.margin() + SIDE / 2;

        assertThat(cracked.alpha(middle, middle)).isEqualTo(255);
        assertThat(gapped.alpha(middle, middle)).isLessThan(128);
    }

    @Test
    void hasSoftEdges() {
        Pixels disc = around(
                Outline.WHITE, (x, y, channel) -> Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < SIDE / 2.0 ? 255 : 0);
        long halves = 0;
        for (int i = 3; i < disc.samples().length; i += 4) {
            int alpha = disc.samples()[i] & 0xff;
            halves += alpha > 120 && alpha < 240 ? 1 : 0;
        }

        assertThat(halves).as("half-covered pixels along the circle").isGreaterThan(100);
    }

    @Test
    void canBeLeftOut() {
        Pixels bare = around(Outline.NONE, (x, y, channel) -> x < 50 ? 255 : 0);

        assertThat(bare.width()).isEqualTo(SIDE);
        assertThat(bare.alpha(60, 50)).isZero();
        assertThat(bare.alpha(40, 50)).isEqualTo(255);
    }

    @Test
    void refusesAWidthThatLeavesNoRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Outline(65, 0, 0));
    }

    private static Pixels around(Outline outline, Pixels.Painter alpha) {
        var cutting = new Cutting(
                Pixels.painted(SIDE, SIDE, 3, (x, y, channel) -> 40).mat(),
                Pixels.painted(SIDE, SIDE, 1, alpha).mat());
        return Pixels.of(outline.around(cutting));
    }
}
