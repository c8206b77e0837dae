package io.stickermill.generation.maker.photo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * A decoded photo, upright, its longer side at most what was asked for. Its memory is native: it lives as
 * long as the {@code PointerScope} in which it was decoded.
 *
 * @param bgr 8 bits, three channels
 * @param alpha 8 bits, one channel, of the same size; null where the picture has no transparency to speak of
 */
public record Photo(Mat bgr, @Nullable Mat alpha) {

    /** Colours and transparency in one, of four channels. */
    public Mat bgra() {
        Mat all = new Mat();
        cvtColor(bgr, all, COLOR_BGR2BGRA);
        if (alpha != null) {
            insertChannel(alpha, all, 3);
        }
        return all;
    }

    /** As it looks on paper: what colours a picture has where nobody sees them is chance. */
    public Mat onWhite() {
        return on(0xffffff);
    }

    /** @param ground red, green and blue, eight bits each */
    public Mat on(int ground) {
        if (alpha == null) {
            return bgr;
        }
        byte[] colours = new byte[(int) bgr.total() * 3];
        bgr.data().get(colours);
        byte[] seen = new byte[(int) alpha.total()];
        alpha.data().get(seen);
        for (int i = 0; i < colours.length; i++) {
            int share = seen[i / 3] & 0xff;
            int below = ground >> 8 * (i % 3) & 0xff;
            colours[i] = (byte) (((colours[i] & 0xff) * share + below * (255 - share) + 127) / 255);
        }
        Mat paper = new Mat(bgr.rows(), bgr.cols(), CV_8UC3);
        paper.data().put(colours);
        return paper;
    }
}
