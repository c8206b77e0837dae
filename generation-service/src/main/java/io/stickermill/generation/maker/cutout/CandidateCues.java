package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/** What speaks for and against a mask, for a net to weigh. */
final class CandidateCues {

    static final int COUNT = 18;

    /** Colours are told apart in this many steps a channel. */
    private static final int STEPS = 8;

    private final int width;
    private final int height;
    private final float[] odds;
    private final float[] barrier;
    private final int[] bins;
    private final EdgeSupport support;

    /** All of one size. */
    CandidateCues(Mat bgr, OddsMap odds, Mat borderDistance) {
        width = bgr.cols();
        height = bgr.rows();
        this.odds = SubjectOdds.fractions(odds.map());
        barrier = SubjectOdds.fractions(borderDistance);
        support = EdgeSupport.in(bgr);
        Mat lab = new Mat();
        cvtColor(bgr, lab, COLOR_BGR2Lab);
        byte[] colours = new byte[width * height * 3];
        lab.data().get(colours);
        bins = new int[width * height];
        for (int i = 0; i < bins.length; i++) {
            int l = (colours[i * 3] & 0xff) * STEPS / 256;
            // Most photos use the middle of these two only.
            int a = Math.clamp(((colours[i * 3 + 1] & 0xff) - 64) * STEPS / 128, 0, STEPS - 1);
            int b = Math.clamp(((colours[i * 3 + 2] & 0xff) - 64) * STEPS / 128, 0, STEPS - 1);
            bins[i] = (l * STEPS + a) * STEPS + b;
        }
    }

    float[] of(Mat mask, List<Mat> others) {
        byte[] inside = new byte[width * height];
        mask.data().get(inside);
        float[] c = new float[COUNT];
        double in = 0;
        double oddsIn = 0;
        double oddsAll = 0;
        double barrierIn = 0;
        double barrierAll = 0;
        double high = 0;
        for (int i = 0; i < inside.length; i++) {
            oddsAll += odds[i];
            barrierAll += barrier[i];
            if (inside[i] != 0) {
                in++;
                oddsIn += odds[i];
                barrierIn += barrier[i];
            } else if (odds[i] > 0.5) {
                high++;
            }
        }
        double all = inside.length;
        double out = Math.max(1, all - in);
        in = Math.max(1, in);
        c[0] = (float) (in / all);
        c[1] = (float) (oddsIn / in);
        c[2] = (float) ((oddsAll - oddsIn) / out);
        c[3] = (float) (oddsIn / Math.max(1, in + oddsAll - oddsIn));
        c[4] = (float) (high / in);
        c[5] = (float) Math.log((barrierIn / in + 0.01) / ((barrierAll - barrierIn) / out + 0.01));
        c[6] = (float) support.of(mask);
        c[7] = separation(inside, null);
        c[8] = separation(inside, ring(mask));
        edges(inside, c);
        agreement(mask, others, c);
        c[16] = Silhouette.pieces(mask);
        c[17] = (float) (oddsAll / all);
        return c;
    }

    /** One less the overlap of the colours within and without. */
    private float separation(byte[] inside, byte @Nullable [] ring) {
        float[] within = new float[STEPS * STEPS * STEPS];
        float[] without = new float[STEPS * STEPS * STEPS];
        float in = 0;
        float out = 0;
        for (int i = 0; i < inside.length; i++) {
            if (ring != null && ring[i] == 0) {
                continue;
            }
            if (inside[i] != 0) {
                within[bins[i]]++;
                in++;
            } else {
                without[bins[i]]++;
                out++;
            }
        }
        double common = 0;
        for (int bin = 0; bin < within.length; bin++) {
            common += Math.sqrt(within[bin] / Math.max(1, in) * without[bin] / Math.max(1, out));
        }
        return (float) (1 - common);
    }

    /** The surroundings of the edge. */
    private byte[] ring(Mat mask) {
        int reach = Math.max(3, width / 24);
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * reach + 1, 2 * reach + 1));
        Mat grown = new Mat();
        dilate(mask, grown, disc);
        Mat shrunk = new Mat();
        erode(mask, shrunk, disc);
        byte[] outer = new byte[width * height];
        grown.data().get(outer);
        byte[] inner = new byte[width * height];
        shrunk.data().get(inner);
        for (int i = 0; i < outer.length; i++) {
            outer[i] = (byte) (outer[i] != 0 && inner[i] == 0 ? 1 : 0);
        }
        return outer;
    }

    private void edges(byte[] inside, float[] c) {
        int perimeter = 0;
        int area = 0;
        int[] onSide = new int[4];
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (inside[i] == 0) {
                    continue;
                }
                area++;
                sumX += x;
                sumY += y;
                onSide[0] += x == 0 ? 1 : 0;
                onSide[1] += x == width - 1 ? 1 : 0;
                onSide[2] += y == 0 ? 1 : 0;
                onSide[3] += y == height - 1 ? 1 : 0;
                boolean edge = x > 0 && inside[i - 1] == 0
                        || x < width - 1 && inside[i + 1] == 0
                        || y > 0 && inside[i - width] == 0
                        || y < height - 1 && inside[i + width] == 0;
                perimeter += edge ? 1 : 0;
            }
        }
        c[9] = (float) (onSide[0] + onSide[1]) / height;
        c[10] = (float) onSide[2] / width;
        c[11] = (float) onSide[3] / width;
        c[12] = (float) (perimeter / Math.sqrt(Math.max(1, area)));
        double dx = sumX / Math.max(1, area) / width - 0.5;
        double dy = sumY / Math.max(1, area) / height - 0.5;
        c[13] = (float) Math.hypot(dx, dy);
    }

    private static void agreement(Mat mask, List<Mat> others, float[] c) {
        double sum = 0;
        double most = 0;
        for (Mat other : others) {
            double overlap = Candidates.overlap(mask, other);
            sum += overlap;
            most = other == mask ? most : Math.max(most, overlap);
        }
        c[14] = (float) (sum / Math.max(1, others.size()));
        c[15] = (float) most;
    }
}
