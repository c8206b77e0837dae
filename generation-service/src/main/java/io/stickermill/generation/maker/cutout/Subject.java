package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.finish.CroppedSides;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Something that can be cut out of a photo.
 *
 * @param box the part of the photo that holds it, with a little room for its edge
 * @param shape 255 where it is and 0 elsewhere, without holes and specks; the box at another scale
 * @param odds how likely each pixel is its own, 0 to 255, at the same scale: what the edge is made of
 * @param frame the sides on which the photo ends before the subject does
 * @param confidence 0 to 1: how much of the cut-out is expected to be right
 */
public record Subject(Rect box, Mat shape, Mat odds, CroppedSides frame, double confidence) {

    /**
     * How far each pixel belongs to it.
     *
     * @param part the box of the photo, at any scale
     * @return of the same size, 8 bits
     */
    public Mat alpha(Mat part) {
        return SoftEdge.alpha(part, scaled(shape, part.size()), scaled(odds, part.size()));
    }

    /** The shape at the place and scale of the photo. */
    public Mat inPhoto(Size photo) {
        Mat result = new Mat(photo, CV_8U, Scalar.all(0));
        Mat scaled = scaled(shape, box.size());
        threshold(scaled, scaled, 127, 255, THRESH_BINARY);
        scaled.copyTo(new Mat(result, box));
        return result;
    }

    private static Mat scaled(Mat image, Size size) {
        Mat result = new Mat();
        resize(image, result, size, 0, 0, INTER_LINEAR);
        return result;
    }
}
