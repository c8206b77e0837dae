package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures that are no stickers. */
public final class JpegFile {

    private JpegFile() {}

    /**
     * Writes one.
     *
     * @param bgr 8 bits, three channels
     * @param quality 1 to 100
     */
    public static byte[] of(Mat bgr, int quality) {
        try (var file = new BytePointer();
                var settings = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
            if (!imencode(".jpg", bgr, file, settings)) {
                throw new IllegalStateException("OpenCV could not write JPEG");
            }
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }
}
