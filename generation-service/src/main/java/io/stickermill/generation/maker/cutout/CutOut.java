package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** What came of the search for a subject. */
public sealed interface CutOut {

    /**
     * @param box the part of the photo that holds the subject, with a little room
     * @param mask 255 where the subject is and 0 elsewhere; the box at another scale
     * @param confidence 0 to 1: how much of the cut-out is expected to be right
     * @param choices how many different cut-outs there are
     */
    record Subject(Rect box, Mat mask, double confidence, int choices) implements CutOut {

        /** The mask at the place and scale of the photo. */
        public Mat inPhoto(Size photo) {
            Mat mask = new Mat();
            resize(this.mask, mask, box.size(), 0, 0, INTER_LINEAR);
            threshold(mask, mask, 127, 255, THRESH_BINARY);
            Mat result = new Mat(photo, CV_8U, Scalar.all(0));
            mask.copyTo(new Mat(result, box));
            return result;
        }
    }

    /** Nothing stands out, or what does fills the picture: a cut-out would be a scrap. */
    record NoSubject(double confidence, int choices) implements CutOut {}
}
