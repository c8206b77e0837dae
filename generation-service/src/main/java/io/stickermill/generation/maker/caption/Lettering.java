package io.stickermill.generation.maker.caption;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A text that is drawn.
 *
 * @param argb one number a pixel, row by row, not premultiplied
 */
public record Lettering(int width, int height, int[] argb) {

    /** The part of the letters' height that stands over the picture; the rest hangs below. */
    private static final double OVER = 0.4;

    /** Pixels below the picture. */
    public int hanging() {
        return (int) Math.round(height * (1 - OVER));
    }

    /** Sets the letters over the lower edge of a picture, in its middle. */
    public Cutting under(Cutting picture) {
        int columns = Math.max(picture.bgr().cols(), width);
        int rows = picture.bgr().rows() + hanging();
        byte[] bgr = new byte[columns * rows * 3];
        byte[] alpha = new byte[columns * rows];
        copy(picture, columns, bgr, alpha);
        int left = (columns - width) / 2;
        int top = rows - height;
        for (int y = Math.max(0, -top); y < height; y++) {
            for (int x = 0; x < width; x++) {
                blend(argb[y * width + x], (y + top) * columns + x + left, bgr, alpha);
            }
        }
        Mat colours = new Mat(rows, columns, CV_8UC3);
        colours.data().put(bgr);
        Mat seen = new Mat(rows, columns, CV_8U);
        seen.data().put(alpha);
        return new Cutting(colours, seen);
    }

    private static void copy(Cutting picture, int columns, byte[] bgr, byte[] alpha) {
        int width = picture.bgr().cols();
        int height = picture.bgr().rows();
        byte[] colours = new byte[width * height * 3];
        picture.bgr().clone().data().get(colours);
        byte[] seen = new byte[width * height];
        picture.alpha().clone().data().get(seen);
        int left = (columns - width) / 2;
        for (int y = 0; y < height; y++) {
            System.arraycopy(colours, y * width * 3, bgr, (y * columns + left) * 3, width * 3);
            System.arraycopy(seen, y * width, alpha, y * columns + left, width);
        }
    }

    private static void blend(int argb, int at, byte[] bgr, byte[] alpha) {
        float over = (argb >>> 24) / 255f;
        if (over == 0) {
            return;
        }
        float under = (alpha[at] & 0xff) / 255f * (1 - over);
        float all = over + under;
        for (int c = 0; c < 3; c++) {
            float mixed = ((argb >> 8 * c & 0xff) * over + (bgr[at * 3 + c] & 0xff) * under) / all;
            bgr[at * 3 + c] = (byte) Math.round(mixed);
        }
        alpha[at] = (byte) Math.round(all * 255);
    }
}
