package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** As on a screen of the eighties. The edge is made of whole squares too. */
final class PixelArt implements Style {

    /** Squares along the longer side. */
    private static final double SQUARES = 92;

    private static final float LEVELS = 8;

    private static final float[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

    @Override
    public Cutting drawn(Cutting plain) {
        double square = Math.max(plain.bgr().cols(), plain.bgr().rows()) / SQUARES;
        Size small = new Size(Math.max(1, (int) Math.round(plain.bgr().cols() / square)), Math.max(1, (int)
                Math.round(plain.bgr().rows() / square)));
        Mat colours = new Mat();
        resize(plain.bgr(), colours, small, 0, 0, INTER_AREA);
        Mat few = Paint.painted(colours, (x, y, bgr) -> {
            Paint.saturate(bgr, 1.3f);
            float dither = (BAYER[y % 4 * 4 + x % 4] / 16 - 0.47f) * 0.2f;
            for (int c = 0; c < 3; c++) {
                float contrast = (bgr[c] - 0.5f) * 1.12f + 0.52f;
                bgr[c] = Math.round(contrast * LEVELS + dither) / LEVELS;
            }
        });
        Mat edge = new Mat();
        resize(plain.alpha(), edge, small, 0, 0, INTER_AREA);
        threshold(edge, edge, 127, 255, THRESH_BINARY);
        return new Cutting(large(few, plain), large(edge, plain));
    }

    private static Mat large(Mat small, Cutting like) {
        Mat result = new Mat();
        resize(small, result, like.bgr().size(), 0, 0, INTER_NEAREST);
        return result;
    }
}
