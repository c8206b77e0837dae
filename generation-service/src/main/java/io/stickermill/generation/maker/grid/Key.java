package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.min;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What a drawing's plain ground says of its cut-out, beside the model. Native memory: it lives as long as the {@code PointerScope}
 * it was made in.
 *
 * <ol>
 *   <li>Pixels of the ground's colour are ground if they are connected to the picture's edge. If the ground is vivid (magenta or
 *       green, which drawings hardly have), all of them are, enclosed ones, too.
 *   <li>Pixels beside the ground that lie between its colour and a colour of the drawing nearby are mixed of the two: they
 *       take the drawing's colour, and as much alpha as they have of it.
 *   <li>Pixels far from the ground's colour, and from its shades, are the drawing's, whatever the model says. So is what they
 *       enclose, if that is more than they are: a white figure on white is mostly its own white.
 *   <li>Of all else the model decides. On a ground that isn't vivid, it also decides within what it takes for the drawing,
 *       beyond a rim: drawings on white have white in them.
 * </ol>
 */
public final class Key {

    /** How far a mix reaches from the ground, in pixels of the sheet: JPEG smears colours. */
    private static final int RIM = 3;

    /** Green is so far above red and blue, or so far below them both, in a vivid ground. */
    private static final int VIVID = 96;

    /** So far from the ground, in any channel, is the drawing's alone. */
    private static final int FAR = 64;

    /** A mix may lie so far from the line between its two colours. */
    private static final int OFF_LINE = 24;

    /** A piece of the drawing that has less than this part of its largest one is a speck. */
    public static final double SPECK = 0.003;

    /** Ground in shadow: not darker than this part of it. */
    private static final double DARKEST_SHADOW = 0.4;

    private final boolean vivid;
    private final Mat colours;
    private final Mat alpha;
    private final Mat drawn;

    private Key(boolean vivid, Mat colours, Mat alpha, Mat drawn) {
        this.vivid = vivid;
        this.colours = colours;
        this.alpha = alpha;
        this.drawn = drawn;
    }

    /**
     * @param bgr the drawing on its ground; 8 bits, three channels
     * @param ground the ground's colour at each pixel, likewise
     * @param tolerance what differs from it by more, in any channel, is drawn
     */
    static Key of(Mat bgr, Mat ground, int tolerance) {
        int width = bgr.cols();
        int height = bgr.rows();
        byte[] groundColours = bytes(ground);
        boolean vivid = isVivid(groundColours, (height / 2 * width + width / 2) * 3);
        Mat smooth = new Mat();
        GaussianBlur(bgr, smooth, new Size(3, 3), 0);
        byte[] smoothed = bytes(smooth);
        byte[] plain = new byte[width * height];
        byte[] drawn = new byte[width * height];
        for (int i = 0; i < plain.length; i++) {
            int off = distance(smoothed, groundColours, i * 3);
            plain[i] = (byte) (off <= (vivid ? 2 * tolerance : tolerance) ? 255 : 0);
            drawn[i] = (byte) (off > FAR && !isShade(smoothed, groundColours, i * 3) ? 255 : 0);
        }
        Components pieces = Components.of(mask(plain, width, height), 4);
        Mat cleared = pieces.where(piece -> vivid || pieces.reachesTheEdge(piece));
        Mat own = mask(drawn, width, height);
        if (!vivid) {
            addMostlyEnclosed(own, pieces.where(piece -> !pieces.reachesTheEdge(piece)), cleared);
        }
        byte[] colours = bytes(bgr);
        byte[] alpha = new Mixes(width, height, bytes(bgr), groundColours, bytes(cleared), tolerance)
                .taken(bytes(grown(cleared)), colours);
        Mat clean = new Mat(height, width, CV_8UC3);
        clean.data().put(colours);
        return new Key(vivid, clean, mask(alpha, width, height), own);
    }

    /** To what is drawn, with the soft edges between. */
    private static void addMostlyEnclosed(Mat drawn, Mat enclosed, Mat cleared) {
        if (countNonZero(enclosed) > countNonZero(drawn)) {
            bitwise_or(drawn, enclosed, drawn);
            morphologyEx(drawn, drawn, MORPH_CLOSE, square());
            subtract(drawn, cleared, drawn);
        }
    }

    /**
     * @param odds the model's, floats, 0 to 1, at any scale
     * @param part what of the picture they are of
     * @return the same where the key has nothing to say
     */
    public Mat checked(Mat odds, Rect part) {
        Mat result = new Mat();
        max(odds, scaled(drawn, part, odds.size()), result);
        if (vivid) {
            min(result, scaled(alpha, part, odds.size()), result);
        }
        return result;
    }

    private static Mat scaled(Mat mask, Rect part, Size size) {
        Mat result = new Mat();
        resize(new Mat(mask, part), result, size, 0, 0, INTER_AREA);
        result.convertTo(result, CV_32F, 1 / 255.0, 0);
        return result;
    }

    /**
     * @param cut the part's picture and alpha, at any scale
     * @param part what of the picture it shows
     * @return without the ground
     */
    public Cutting checked(Cutting cut, Rect part) {
        int width = cut.alpha().cols();
        int height = cut.alpha().rows();
        Cutting keyed = new Cutting(new Mat(colours, part), new Mat(alpha, part)).scaledTo(width, height);
        Mat most = keyed.alpha();
        if (!vivid) {
            Mat sure = new Mat();
            threshold(cut.alpha(), sure, 127, 255, THRESH_BINARY);
            int rim = RIM * Math.max(1, Math.round((float) width / part.width()));
            erode(sure, sure, getStructuringElement(MORPH_ELLIPSE, new Size(2 * rim + 1, 2 * rim + 1)));
            most.setTo(new Mat(Scalar.all(255)), sure);
            cut.bgr().copyTo(keyed.bgr(), sure);
        }
        Mat seen = new Mat();
        min(cut.alpha(), most, seen);
        return new Cutting(keyed.bgr(), seen, cut.frame());
    }

    private static Mat grown(Mat cleared) {
        Mat result = new Mat();
        dilate(cleared, result, square());
        return result;
    }

    private static Mat square() {
        return getStructuringElement(MORPH_RECT, new Size(2 * RIM + 1, 2 * RIM + 1));
    }

    private static boolean isVivid(byte[] bgr, int at) {
        int blue = bgr[at] & 0xff;
        int green = bgr[at + 1] & 0xff;
        int red = bgr[at + 2] & 0xff;
        return green - Math.max(red, blue) >= VIVID || Math.min(red, blue) - green >= VIVID;
    }

    private static int distance(byte[] one, byte[] other, int at) {
        int most = 0;
        for (int channel = at; channel < at + 3; channel++) {
            most = Math.max(most, Math.abs((one[channel] & 0xff) - (other[channel] & 0xff)));
        }
        return most;
    }

    private static boolean isShade(byte[] bgr, byte[] ground, int at) {
        double both = 0;
        double own = 0;
        for (int channel = at; channel < at + 3; channel++) {
            both += (bgr[channel] & 0xff) * (ground[channel] & 0xff);
            own += (ground[channel] & 0xff) * (ground[channel] & 0xff);
        }
        double share = both / Math.max(1, own);
        double most = 0;
        for (int channel = at; channel < at + 3; channel++) {
            most = Math.max(most, Math.abs((bgr[channel] & 0xff) - share * (ground[channel] & 0xff)));
        }
        return share >= DARKEST_SHADOW && share <= 1 && most <= OFF_LINE;
    }

    private static Mat mask(byte[] pixels, int width, int height) {
        Mat result = new Mat(height, width, CV_8U);
        result.data().put(pixels);
        return result;
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total() * image.channels()];
        image.data().get(result);
        return result;
    }

    /**
     * Pixels that are part drawing, part ground.
     *
     * @param bgr the drawing on its ground
     * @param ground the ground's colour at each pixel
     * @param cleared not 0 where only ground is
     * @param tolerance so far from the ground a pixel still has nothing of the drawing
     */
    private record Mixes(int width, int height, byte[] bgr, byte[] ground, byte[] cleared, int tolerance) {

        /**
         * @param near not 0 where only ground is, and where mixes may be
         * @param colours the drawing's, in place of those that are mixed: written here
         * @return alpha of each pixel
         */
        byte[] taken(byte[] near, byte[] colours) {
            byte[] alpha = new byte[near.length];
            for (int i = 0; i < alpha.length; i++) {
                double share = 1;
                int pure = near[i] == 0 ? -1 : pure(i);
                if (pure >= 0) {
                    double reach = Math.sqrt(square(pure, i));
                    double along = along(i, pure, i) / reach;
                    share = Math.clamp((along - tolerance) / (reach - tolerance), 0, 1);
                    for (int channel = 0; channel < 3; channel++) {
                        double taken = (1 - along / reach) * (value(bgr, pure, channel) - value(ground, i, channel));
                        colours[i * 3 + channel] =
                                (byte) Math.clamp(Math.round(value(bgr, i, channel) + taken), 0, 255);
                    }
                }
                alpha[i] = (byte) (cleared[i] != 0 ? 0 : Math.round(share * 255));
            }
            return alpha;
        }

        /** The pixel nearby that is farthest from the ground, of those whose colour this one may be mixed of; -1 if none. */
        private int pure(int i) {
            int best = -1;
            double farthest = Math.max(square(i, i), 9.0 * tolerance * tolerance);
            int bottom = Math.min(height - 1, i / width + RIM);
            int right = Math.min(width - 1, i % width + RIM);
            for (int y = Math.max(0, i / width - RIM); y <= bottom; y++) {
                for (int x = Math.max(0, i % width - RIM); x <= right; x++) {
                    int other = y * width + x;
                    double square = square(other, i);
                    if (square > farthest && cleared[other] == 0 && isBetween(i, other, square)) {
                        farthest = square;
                        best = other;
                    }
                }
            }
            return best;
        }

        /** Whether a pixel's colour is on the line from the ground's there to another's; what is ground always is. */
        private boolean isBetween(int i, int other, double square) {
            double along = along(i, other, i);
            return cleared[i] != 0 || along >= 0 && square(i, i) - along * along / square <= OFF_LINE * OFF_LINE;
        }

        /** The squared distance of a pixel's colour from the ground's at another place. */
        private double square(int pixel, int place) {
            return along(pixel, pixel, place);
        }

        /** The product of two pixels' distances from the ground's colour at a place. */
        private double along(int one, int other, int place) {
            double sum = 0;
            for (int channel = 0; channel < 3; channel++) {
                int from = value(ground, place, channel);
                sum += (double) (value(bgr, one, channel) - from) * (value(bgr, other, channel) - from);
            }
            return sum;
        }

        private static int value(byte[] image, int pixel, int channel) {
            return image[pixel * 3 + channel] & 0xff;
        }
    }
}
