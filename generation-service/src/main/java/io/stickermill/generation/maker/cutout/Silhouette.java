package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CMP_EQ;
import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_OPEN;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Makes of a raw mask what a person would cut along: the largest piece, without crumbs, threads and pinholes. */
final class Silhouette {

    /** A second piece stays only if it is nearly a subject of its own. */
    private static final double SECOND_PIECE = 0.35;

    /** A hole smaller than this part of the subject is a mistake; a larger one may be the handle of a cup. */
    private static final double LARGEST_MISTAKE = 0.012;

    private Silhouette() {}

    /**
     * @param mask 255 where the subject is
     * @param radius in pixels: threads and cracks up to twice as wide go
     */
    static Mat cleaned(Mat mask, int radius) {
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * radius + 1, 2 * radius + 1));
        Mat result = new Mat();
        morphologyEx(mask, result, MORPH_OPEN, disc);
        Pieces pieces = Pieces.of(result);
        result = pieces.where(area -> area >= SECOND_PIECE * pieces.largest());
        morphologyEx(result, result, MORPH_CLOSE, disc);

        double mistake = LARGEST_MISTAKE * countNonZero(result);
        Mat outside = new Mat();
        bitwise_not(result, outside);
        bitwise_or(result, Pieces.of(outside).where(area -> area <= mistake), result);
        return result;
    }

    static int pieces(Mat mask) {
        return Pieces.of(mask).areas().length - 1;
    }

    /** The connected pieces of a mask; piece 0 is all that is not in the mask. */
    private record Pieces(Mat labels, int[] areas) {

        static Pieces of(Mat mask) {
            Mat labels = new Mat();
            Mat stats = new Mat();
            int count = connectedComponentsWithStats(mask, labels, stats, new Mat(), 4, CV_32S);
            int[] areas = new int[count];
            for (int piece = 1; piece < count; piece++) {
                areas[piece] = stats.ptr(piece, CC_STAT_AREA).getInt();
            }
            return new Pieces(labels, areas);
        }

        int largest() {
            return IntStream.of(areas).max().orElse(0);
        }

        Mat where(IntPredicate area) {
            Mat result = new Mat(labels.rows(), labels.cols(), CV_8U, Scalar.all(0));
            Mat one = new Mat();
            for (int piece = 1; piece < areas.length; piece++) {
                if (area.test(areas[piece])) {
                    compare(labels, new Mat(new Scalar(piece)), one, CMP_EQ);
                    bitwise_or(result, one, result);
                }
            }
            return result;
        }
    }
}
