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

/**
 * Something that can be cut out of a photo.
 *
 * @param box the part of the photo that holds it, with a little room
 * @param mask 255 where it is and 0 elsewhere; the box at another scale
 * @param confidence 0 to 1: how much of the cut-out is expected to be right
 */
public record Subject(Rect box, Mat mask, double confidence) {

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
