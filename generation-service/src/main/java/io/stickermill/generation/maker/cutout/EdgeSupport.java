package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_GRADIENT;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How much of a mask's edge runs along a change of colour in the photo. GrabCut cuts straight through a sky or a lawn
 * where its model fails; such an edge has nothing under it.
 */
final class EdgeSupport {

    private static final int CHANNELS = 3;

    /** Change of colour within three pixels, in 8-bit Lab units summed over the channels, that counts as an edge. */
    private static final int LEAST_CHANGE = 24;

    private final int width;
    private final int height;
    private final byte[] changes;

    private EdgeSupport(int width, int height, byte[] changes) {
        this.width = width;
        this.height = height;
        this.changes = changes;
    }

    static EdgeSupport in(Mat bgr) {
        Mat lab = new Mat();
        cvtColor(bgr, lab, COLOR_BGR2Lab);
        medianBlur(lab, lab, 3);
        Mat change = new Mat();
        morphologyEx(lab, change, MORPH_GRADIENT, getStructuringElement(MORPH_RECT, new Size(3, 3)));
        byte[] changes = new byte[(int) change.total() * CHANNELS];
        change.data().get(changes);
        return new EdgeSupport(bgr.cols(), bgr.rows(), changes);
    }

    /** @return 0 to 1; where the photo ends is no edge of the subject and is left out */
    double of(Mat mask) {
        byte[] inside = new byte[width * height];
        mask.data().get(inside);
        int edge = 0;
        int supported = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                boolean onEdge = inside[i] != 0
                        && (inside[i - 1] == 0
                                || inside[i + 1] == 0
                                || inside[i - width] == 0
                                || inside[i + width] == 0);
                if (onEdge) {
                    edge++;
                    supported += change(i) >= LEAST_CHANGE ? 1 : 0;
                }
            }
        }
        return edge == 0 ? 0 : (double) supported / edge;
    }

    private int change(int i) {
        int sum = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            sum += changes[i * CHANNELS + channel] & 0xff;
        }
        return sum;
    }
}
