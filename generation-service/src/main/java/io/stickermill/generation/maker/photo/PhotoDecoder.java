package io.stickermill.generation.maker.photo;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.inRange;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.photo.PhotoHeader.Format;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
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

    /** Below this nobody sees anything. */
    private static final int VISIBLE = 8;

    /** From here on a pixel counts as seen through: a picture that is faded evenly, however little, is no opaque one. */
    private static final int OPAQUE = 250;

    /** An animation that shows nothing for so long shows nothing. */
    private static final int MOST_FRAMES = 100;

    private final PhotoLimits limits;

    public PhotoDecoder(PhotoLimits limits) {
        this.limits = limits;
    }

    public Photo decode(byte[] file) throws UnusablePhoto {
        return decode(file, WORKING_SIDE);
    }

    /** @param side pixels of the longer side, at most; about so many, unless the file has fewer */
    public Photo decode(byte[] file, int side) throws UnusablePhoto {
        PhotoFile photo = PhotoFile.read(file, limits);
        Mat upright = photo.header().orientation().toUpright(eightBits(visible(photo, side)));
        Mat alpha = upright.channels() == 4 ? transparency(upright) : null;
        Mat colours = bgr(upright);
        return new Photo(
                ColourProfile.of(photo.profile(), photo.isGrey())
                        .map(profile -> profile.toSrgb(colours))
                        .orElse(colours),
                alpha);
    }

    /** The first frame that shows anything, at its working size. Frames before it were clear: nothing of them is left. */
    private Mat visible(PhotoFile photo, int side) throws UnusablePhoto {
        long pixels = 0;
        for (Frame frame : photo.frames().stream().limit(MOST_FRAMES).toList()) {
            pixels += frame.pixels();
            if (pixels > limits.maxPixels() && !frame.equals(photo.frames().getFirst())) {
                break;
            }
            Mat decoded = pixels(photo, frame, side);
            Mat small = shrunk(onCanvas(decoded, frame, photo.header()), side);
            if (small.channels() < 4 || isVisible(small)) {
                return small;
            }
            small.release();
        }
        throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "wholly transparent");
    }

    private static Mat pixels(PhotoFile photo, Frame frame, int side) throws UnusablePhoto {
        PhotoHeader header = photo.header();
        int reduction = reduction(Math.max(header.width(), header.height()), (int) (SMALLEST_REDUCED * side));
        byte[] file = frame.file().get();
        if (photo instanceof JpegPhoto jpeg && jpeg.isOfInks()) {
            try {
                return InkJpeg.decode(file, reduction);
            } catch (IOException | RuntimeException damaged) {
                throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "damaged JPEG of inks: " + damaged.getMessage());
            }
        }
        int flags = header.format() == Format.JPEG ? flag(reduction) | IMREAD_IGNORE_ORIENTATION : IMREAD_UNCHANGED;
        try (var bytes = new BytePointer(file);
                var buffer = new Mat(1, file.length, CV_8U, bytes)) {
            Mat decoded = imdecode(buffer, flags);
            if (decoded.empty()) {
                throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "damaged " + header.format());
            }
            if (header.format() != Format.JPEG
                    && (decoded.cols() != frame.width() || decoded.rows() != frame.height())) {
                throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a frame of another size than it says");
            }
            return photo instanceof PngPhoto png ? withClearColour(decoded, png.clearColour()) : decoded;
        } catch (RuntimeException refused) {
            throw new UnusablePhoto(
                    Reason.UNREADABLE_IMAGE, "damaged " + header.format() + ": " + refused.getMessage());
        }
    }

    /** Here and not by OpenCV, which knows of such a colour only where there are eight bits of red, green and blue. */
    private static Mat withClearColour(Mat decoded, int @Nullable [] colour) {
        if (colour == null) {
            return decoded;
        }
        var clear = colour.length == 1 ? Scalar.all(colour[0]) : new Scalar(colour[2], colour[1], colour[0], 0);
        Mat seenThrough = new Mat();
        inRange(decoded, new Mat(clear), new Mat(clear), seenThrough);
        Mat seen = new Mat();
        bitwise_not(seenThrough, seen);
        if (decoded.depth() == CV_16U) {
            seen.convertTo(seen, CV_16U, 257, 0);
        }
        Mat result = new Mat();
        merge(new MatVector(bgr(decoded), seen), result);
        decoded.release();
        return result;
    }

    private static Mat onCanvas(Mat decoded, Frame frame, PhotoHeader canvas) {
        boolean whole = frame.width() == canvas.width() && frame.height() == canvas.height();
        if (whole) {
            return decoded;
        }
        Mat part = decoded;
        if (decoded.channels() < 4) {
            part = new Mat();
            cvtColor(decoded, part, decoded.channels() == 3 ? COLOR_BGR2BGRA : COLOR_GRAY2BGRA);
        }
        Mat result = new Mat(canvas.height(), canvas.width(), part.type(), Scalar.all(0));
        part.copyTo(new Mat(result, new Rect(frame.x(), frame.y(), part.cols(), part.rows())));
        return result;
    }

    /** JPEG's transform can be undone at a half, a quarter or an eighth of the size for a fraction of the time. */
    private static int reduction(int longerSide, int smallest) {
        for (int reduction = 8; reduction > 1; reduction /= 2) {
            if (longerSide / reduction >= smallest) {
                return reduction;
            }
        }
        return 1;
    }

    private static int flag(int reduction) {
        return switch (reduction) {
            case 8 -> IMREAD_REDUCED_COLOR_8;
            case 4 -> IMREAD_REDUCED_COLOR_4;
            case 2 -> IMREAD_REDUCED_COLOR_2;
            default -> IMREAD_COLOR;
        };
    }

    private static Mat eightBits(Mat image) {
        if (image.depth() == CV_8U) {
            return image;
        }
        Mat result = new Mat();
        image.convertTo(result, CV_8U, image.depth() == CV_16U ? 255.0 / 65535 : 255, 0);
        return result;
    }

    /** The large one is given back at once: there may be hundreds of megabytes of it. */
    private static Mat shrunk(Mat image, int side) {
        double scale = (double) side / Math.max(image.cols(), image.rows());
        if (scale >= 1) {
            return image;
        }
        Mat result = new Mat();
        int width = Math.max(1, (int) Math.round(image.cols() * scale));
        int height = Math.max(1, (int) Math.round(image.rows() * scale));
        resize(image, result, new Size(width, height), 0, 0, INTER_AREA);
        image.release();
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

    private static boolean isVisible(Mat bgra) {
        return share(alpha(bgra), VISIBLE) < 1;
    }

    private static @Nullable Mat transparency(Mat bgra) {
        Mat alpha = alpha(bgra);
        return share(alpha, OPAQUE) < TRANSPARENT_SHARE ? null : alpha;
    }

    private static Mat alpha(Mat bgra) {
        Mat alpha = new Mat();
        extractChannel(bgra, alpha, 3);
        return eightBits(alpha);
    }

    /** How much of it is below this. */
    private static double share(Mat alpha, int below) {
        Mat seenThrough = new Mat();
        threshold(alpha, seenThrough, below - 1.0, 255, THRESH_BINARY_INV);
        return countNonZero(seenThrough) / (double) alpha.total();
    }
}
