package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** One photo, what is to be cut out of it, and what could be, beside each other on a ground that no photo has. */
final class CandidateSheet {

    private static final int CELL = 240;

    private CandidateSheet() {}

    static void write(Path file, Mat bgr, Mat truth, Subjects found) {
        List<Mat> cells = new ArrayList<>(List.of(bgr, cut(bgr, truth)));
        List<String> titles = new ArrayList<>(List.of("photo", "truth"));
        for (int place = 0; place < found.count(); place++) {
            Subject subject = found.at(place);
            cells.add(cut(bgr, subject.inPhoto(bgr.size())));
            titles.add(String.format(Locale.ROOT, "%.2f", subject.confidence()));
        }
        double scale = (double) CELL / Math.max(bgr.cols(), bgr.rows());
        Size size = new Size((int) (bgr.cols() * scale), (int) (bgr.rows() * scale));
        Mat sheet = new Mat(CELL, CELL * cells.size(), CV_8UC3, Scalar.all(90));
        for (int i = 0; i < cells.size(); i++) {
            Mat small = new Mat();
            resize(cells.get(i), small, size, 0, 0, INTER_AREA);
            small.copyTo(new Mat(sheet, new Rect(i * CELL, 0, small.cols(), small.rows())));
            putText(
                    sheet,
                    titles.get(i),
                    new Point(i * CELL + 4, CELL - 6),
                    FONT_HERSHEY_SIMPLEX,
                    0.5,
                    Scalar.all(255));
        }
        imwrite(file.toString(), sheet);
    }

    private static Mat cut(Mat bgr, Mat mask) {
        Mat result = new Mat(bgr.size(), CV_8UC3, new Scalar(255, 0, 255, 0));
        bgr.copyTo(result, mask);
        return result;
    }
}
