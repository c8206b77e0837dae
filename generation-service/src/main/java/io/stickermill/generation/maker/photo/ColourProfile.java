package io.stickermill.generation.maker.photo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the numbers of a picture mean as colours (ICC.1). */
final class ColourProfile {

    private static final Logger log = LoggerFactory.getLogger(ColourProfile.class);

    /** Those of cameras and screens have some kilobytes, large tables a megabyte or two. */
    static final int MOST_BYTES = 4 << 20;

    /** Header and the number of tags. */
    private static final int FEWEST_BYTES = 132;

    private static final int SIGNATURE_AT = 36;

    private static final int SIGNATURE = 'a' << 24 | 'c' << 16 | 's' << 8 | 'p';

    /** Samples from dark to light that show whether a profile does anything. */
    private static final int PROBES = 5;

    /** Out of 255: what nobody sees. */
    private static final int UNSEEN = 2;

    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);

    private final ColorConvertOp conversion;
    private final int channels;

    private ColourProfile(ColorConvertOp conversion, int channels) {
        this.conversion = conversion;
        this.channels = channels;
    }

    /** Empty where there is none, where it is damaged or meant for other pictures, and where it says what is so without it. */
    static Optional<ColourProfile> of(byte[] icc, boolean greyPicture) {
        if (icc.length < FEWEST_BYTES
                || icc.length > MOST_BYTES
                || Bytes.i32(icc, SIGNATURE_AT) != SIGNATURE
                || Bytes.i32(icc, 0) > icc.length) {
            return Optional.empty();
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            int channels = profile.getNumComponents();
            boolean suits = switch (profile.getColorSpaceType()) {
                case ColorSpace.TYPE_RGB -> true;
                case ColorSpace.TYPE_GRAY -> greyPicture;
                default -> false;
            };
            if (!suits) {
                return Optional.empty();
            }
            var conversion = new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
            var result = new ColourProfile(conversion, channels);
            return result.isSeen() ? Optional.of(result) : Optional.empty();
        } catch (IllegalArgumentException | CMMException damaged) {
            log.debug("a colour profile is passed over: {}", damaged.getMessage());
            return Optional.empty();
        }
    }

    /** @param bgr 8 bits, three channels; left as it is */
    Mat toSrgb(Mat bgr) {
        byte[] samples = new byte[(int) bgr.total() * 3];
        bgr.clone().data().get(samples);
        byte[] converted = converted(samples, bgr.cols(), bgr.rows());
        Mat result = new Mat(bgr.rows(), bgr.cols(), CV_8UC3);
        result.data().put(converted);
        return result;
    }

    private byte[] converted(byte[] bgr, int width, int height) {
        byte[] result = new byte[bgr.length];
        WritableRaster source = channels == 1
                ? raster(oneOf(bgr), width, height, new int[] {0})
                : raster(bgr, width, height, new int[] {2, 1, 0});
        conversion.filter(source, raster(result, width, height, new int[] {2, 1, 0}));
        return result;
    }

    private static byte[] oneOf(byte[] grey) {
        byte[] result = new byte[grey.length / 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = grey[3 * i];
        }
        return result;
    }

    private static WritableRaster raster(byte[] samples, int width, int height, int[] order) {
        int bands = order.length;
        return Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length), width, height, width * bands, bands, order, null);
    }

    private boolean isSeen() {
        byte[] probes = new byte[PROBES * PROBES * PROBES * 3];
        for (int i = 0; i < probes.length / 3; i++) {
            int blue = i / PROBES / PROBES;
            int green = i / PROBES % PROBES;
            int red = i % PROBES;
            probes[3 * i] = level(blue);
            probes[3 * i + 1] = level(channels == 1 ? blue : green);
            probes[3 * i + 2] = level(channels == 1 ? blue : red);
        }
        byte[] converted = converted(probes, probes.length / 3, 1);
        for (int i = 0; i < probes.length; i++) {
            if (Math.abs((probes[i] & 0xff) - (converted[i] & 0xff)) > UNSEEN) {
                return true;
            }
        }
        return false;
    }

    private static byte level(int step) {
        return (byte) (step * 255 / (PROBES - 1));
    }
}
