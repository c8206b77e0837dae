package io.stickermill.generation.maker.cutout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;

import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoLimits;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectFinderTest {

    private final SubjectFinder finder = new SubjectFinder();
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
    void findsAThingBeforeAChangingGround() {
        Pixels photo = Pixels.painted(480, 360, 3, (x, y, channel) -> inDisc(x, y) ? channel * 100 : 150 + y / 6);
        Mat truth = Pixels.painted(480, 360, 1, (x, y, channel) -> inDisc(x, y) ? 255 : 0)
                .mat();

        CutOut found = finder.find(photo.mat(), 0);

        assertThat(found).isInstanceOfSatisfying(CutOut.Subject.class, subject -> {
            assertThat(subject.confidence()).isGreaterThan(0.7);
            assertThat(Candidates.overlap(subject.inPhoto(photo.mat().size()), truth))
                    .isGreaterThan(0.95);
        });
    }

    @Test
    void findsNothingOnAPlainWall() {
        Pixels wall = Pixels.painted(480, 360, 3, (x, y, channel) -> 120 + x / 60);

        assertThat(finder.find(wall.mat(), 0)).isInstanceOf(CutOut.NoSubject.class);
    }

    @Test
    void leavesAPersonTheHead() throws Exception {
        Mat photo = new PhotoDecoder(PhotoLimits.DEFAULT)
                .decode(SamplePhoto.PERSON.bytes())
                .bgr();

        assertThat(finder.find(photo, 0)).isInstanceOfSatisfying(CutOut.Subject.class, subject -> {
            Mat mask = subject.inPhoto(photo.size());
            assertThat(covered(mask, new Rect(190, 70, 70, 90))).as("the face").isGreaterThan(0.99);
            assertThat(covered(mask, new Rect(120, 330, 120, 120)))
                    .as("the chest")
                    .isGreaterThan(0.99);
            assertThat(covered(mask, new Rect(0, 0, 60, 150))).as("the flag").isLessThan(0.05);
        });
    }

    private static boolean inDisc(int x, int y) {
        return Math.hypot(x - 230, y - 190) < 90;
    }

    private static double covered(Mat mask, Rect where) {
        return countNonZero(new Mat(mask, where)) / (double) where.area();
    }
}
