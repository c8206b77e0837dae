package io.stickermill.generation.maker.photo;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.photo.PhotoHeader.Format;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/** Decodes photos. Safe for any number of threads; to be called within a {@code PointerScope}. */
public final class PhotoDecoder {

    /** Twice a sticker's side and a bit: a subject that fills half the photo still has all of its pixels. */
    static final int WORKING_SIDE = 1280;

    /** In parts of the working side, what a JPEG has at least that is decoded at a reduced size: 4000 px become 1000. */
    private static final double SMALLEST_REDUCED = 1000.0 / WORKING_SIDE;

    /** A picture counts as cut out if at least this share of it can be seen through. */
    private static final double TRANSPARENT_SHARE = 0.005;

    private final PhotoLimits limits;

    public PhotoDecoder(PhotoLimits limits) {
        this.limits = limits;
    }

    public Photo decode(byte[] file) throws UnusablePhoto {
        return decode(file, WORKING_SIDE);
    }

    /** @param side pixels of the longer side, about, unless the file has fewer */
    Photo decode(byte[] file, int side) throws UnusablePhoto {
        PhotoHeader header = PhotoHeader.read(file, limits);
        Mat decoded = pixels(file, header, side);
        if (decoded.empty()) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "damaged " + header.format());
        }
        Mat upright = header.orientation().toUpright(shrunk(eightBits(decoded), side));
        Mat alpha = upright.channels() == 4 ? transparency(upright) : null;
        return new Photo(bgr(upright), alpha);
    }

    private static Mat pixels(byte[] file, PhotoHeader header, int side) throws UnusablePhoto {
        int flags = header.format() == Format.JPEG
                ? reduced(Math.max(header.width(), header.height()), (int) (SMALLEST_REDUCED * side))
                        | IMREAD_IGNORE_ORIENTATION
                : IMREAD_UNCHANGED;
        try (var bytes = new BytePointer(file);
                var buffer = new Mat(1, file.length, CV_8U, bytes)) {
            return imdecode(buffer, flags);
        } catch (RuntimeException refused) {
            throw new UnusablePhoto(
                    Reason.UNREADABLE_IMAGE, "damaged " + header.format() + ": " + refused.getMessage());
        }
    }

    /** JPEG's transform can be undone at a half, a quarter or an eighth of the size for a fraction of the time. */
    private static int reduced(int longerSide, int smallest) {
        if (longerSide / 8 >= smallest) {
            return IMREAD_REDUCED_COLOR_8;
        }
        if (longerSide / 4 >= smallest) {
            return IMREAD_REDUCED_COLOR_4;
        }
        return longerSide / 2 >= smallest ? IMREAD_REDUCED_COLOR_2 : IMREAD_COLOR;
    }

    private static Mat eightBits(Mat image) {
        if (image.depth() == CV_8U) {
            return image;
        }
        Mat result = new Mat();
        image.convertTo(result, CV_8U, image.depth() == CV_16U ? 255.0 / 65535 : 255, 0);
        return result;
    }

    private static Mat shrunk(Mat image, int side) {
        double scale = (double) side / Math.max(image.cols(), image.rows());
        if (scale >= 1) {
            return image;
        }
        Mat result = new Mat();
        int width = Math.max(1, (int) Math.round(image.cols() * scale));
        int height = Math.max(1, (int) Math.round(image.rows() * scale));
        resize(image, result, new Size(width, height), 0, 0, INTER_AREA);
        return result;
    }

    private static Mat bgr(Mat image) {
        if (image.channels() == 3) {
            return image;
        }
        Mat result = new Mat();
        cvtColor(image, result, image.channels() == 4 ? COLOR_BGRA2BGR : COLOR_GRAY2BGR);
        return result;
    }

    private static @Nullable Mat transparency(Mat bgra) throws UnusablePhoto {
        Mat alpha = new Mat();
        extractChannel(bgra, alpha, 3);
        Mat seenThrough = new Mat();
        threshold(alpha, seenThrough, 127, 255, THRESH_BINARY_INV);
        double share = countNonZero(seenThrough) / (double) alpha.total();
        if (share == 1) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "wholly transparent");
        }
        return share < TRANSPARENT_SHARE ? null : alpha;
    }
}
