package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A sticker's file, in the best quality that Telegram's limit allows.
 *
 * @param quality 1 to 100
 */
public record WebpFile(byte[] bytes, int width, int height, int quality) {

    /** For static stickers: <a href="https://core.telegram.org/stickers">core.telegram.org/stickers</a>. */
    public static final int SIDE = 512;

    public static final int LARGEST = 512_000;

    /** The picture is 512 px at most, so that nearly all end on the first: the rest is for noise. */
    private static final int[] QUALITIES = {90, 82, 74, 66, 55, 40, 25, 10};

    /**
     * @param bgra with transparency (the file has none where every pixel is opaque), one side 512 px and the other at most that
     * @throws IllegalStateException if what was written is not such a file: a mistake of ours, not of the photo
     */
    public static WebpFile of(Mat bgra) {
        return of(bgra, LARGEST);
    }

    static WebpFile of(Mat bgra, int largest) {
        for (int quality : QUALITIES) {
            byte[] file = encoded(bgra, quality);
            if (file.length <= largest) {
                verify(file, bgra);
                return new WebpFile(file, bgra.cols(), bgra.rows(), quality);
            }
        }
        throw new IllegalStateException(
                bgra.cols() + "x" + bgra.rows() + " does not fit into " + largest + " bytes at any quality");
    }

    /** A picture that is no sticker, of whatever size. */
    public static byte[] encoded(Mat bgra) {
        return encoded(bgra, QUALITIES[0]);
    }

    private static byte[] encoded(Mat bgra, int quality) {
        try (var file = new BytePointer();
                var settings = new IntPointer(IMWRITE_WEBP_QUALITY, quality)) {
            if (!imencode(".webp", bgra, file, settings)) {
                throw new IllegalStateException("OpenCV could not write WebP");
            }
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    private static void verify(byte[] file, Mat bgra) {
        try (var bytes = new BytePointer(file);
                var buffer = new Mat(1, file.length, bgra.depth(), bytes);
                var decoded = imdecode(buffer, IMREAD_UNCHANGED)) {
            boolean fits = Math.max(decoded.cols(), decoded.rows()) == SIDE;
            if (!fits || decoded.cols() != bgra.cols() || decoded.rows() != bgra.rows()) {
                throw new IllegalStateException("the file holds " + decoded.cols() + "x" + decoded.rows() + " for "
                        + bgra.cols() + "x" + bgra.rows());
            }
        }
    }
}
