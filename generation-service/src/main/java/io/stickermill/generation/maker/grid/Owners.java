package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_L2;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_LABEL_CCOMP;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.distanceTransformWithLabels;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Which cell each drawn pixel belongs to. A piece goes whole to the cell that holds nearly all of it, however far it reaches over
 * a line. One that several cells hold is several drawings that touch: it is parted where it is thin, else along the line.
 *
 * @param marks 255 where something differs from the ground; all but the cells' drawings is nobody's
 * @param cells at the working size: 0 for ground, else the cell's place in reading order, plus 1; 8 bits
 * @param areas how many pixels each cell has
 */
record Owners(Mat marks, Mat cells, int[] areas) {

    /** A cell holds a piece, among others, if it has so much of it. */
    private static final double HELD = 0.25;

    /** Or so much of what a cell has in the mean: of many drawings that touch, none has a quarter. */
    private static final double LIKE_A_DRAWING = 0.4;

    /** What is thinner, in parts of a cell's shorter side, may only connect. */
    private static final double THIN = 0.06;

    /**
     * @param across lines between columns
     * @param down lines between rows
     */
    static Owners of(Drawn drawn, int[] across, int[] down) {
        Mat mask = drawn.shapes();
        int width = mask.cols();
        int height = mask.rows();
        int[] places = places(width, height, across, down);
        int cells = (across.length + 1) * (down.length + 1);
        Components pieces = Components.of(mask, 8);
        int[][] shares = shares(pieces.labels(), pieces.count(), places, cells);
        double drawing = LIKE_A_DRAWING * countNonZero(mask) / cells;
        Holders ofPieces = Holders.of(shares, drawing);

        double shorter = Math.min((double) width / (across.length + 1), (double) height / (down.length + 1));
        int radius = 1 + (int) (THIN / 2 * shorter);
        Mat thick = new Mat();
        erode(mask, thick, getStructuringElement(MORPH_ELLIPSE, new Size(2 * radius + 1, 2 * radius + 1)));
        int[] nearest = nearest(thick);
        int[] core = only(thick, nearest);
        int cores = Arrays.stream(nearest).max().orElse(0) + 1;
        Holders ofCores = Holders.of(shares(core, cores, places, cells), drawing);
        int[] pieceOfCore = new int[cores];
        for (int i = 0; i < core.length; i++) {
            if (core[i] != 0) {
                pieceOfCore[core[i]] = pieces.labels()[i];
            }
        }

        byte[] owners = new byte[places.length];
        int[] areas = new int[cells];
        for (int i = 0; i < places.length; i++) {
            int piece = pieces.labels()[i];
            if (piece == 0) {
                continue;
            }
            int owner = ofPieces.most()[piece];
            if (ofPieces.several()[piece]) {
                int near = nearest[i];
                boolean own = pieceOfCore[near] == piece && !ofCores.several()[near];
                owner = own ? ofCores.most()[near] : places[i];
            }
            owners[i] = (byte) (owner + 1);
            areas[owner]++;
        }
        Mat result = new Mat(height, width, CV_8U);
        result.data().put(owners);
        return new Owners(drawn.marks(), result, areas);
    }

    private static int[] places(int width, int height, int[] across, int[] down) {
        int[] columns = new int[width];
        for (int x = 0; x < width; x++) {
            columns[x] = after(across, x);
        }
        int[] places = new int[width * height];
        for (int y = 0; y < height; y++) {
            int row = after(down, y) * (across.length + 1);
            for (int x = 0; x < width; x++) {
                places[y * width + x] = row + columns[x];
            }
        }
        return places;
    }

    private static int after(int[] lines, int at) {
        int count = 0;
        for (int line : lines) {
            count += at >= line ? 1 : 0;
        }
        return count;
    }

    /** For each pixel the thick part that is nearest, from 1; 0 where there is none at all. */
    private static int[] nearest(Mat thick) {
        Mat outside = new Mat();
        bitwise_not(thick, outside);
        Mat distances = new Mat();
        Mat labels = new Mat();
        distanceTransformWithLabels(outside, distances, labels, DIST_L2, 5, DIST_LABEL_CCOMP);
        return Components.ints(labels);
    }

    private static int[] only(Mat thick, int[] nearest) {
        byte[] inside = new byte[nearest.length];
        thick.data().get(inside);
        int[] result = new int[nearest.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = inside[i] == 0 ? 0 : nearest[i];
        }
        return result;
    }

    /** How many pixels of each piece lie in each cell; piece 0 is none. */
    private static int[][] shares(int[] labels, int count, int[] places, int cells) {
        int[][] shares = new int[count][cells];
        for (int i = 0; i < labels.length; i++) {
            shares[labels[i]][places[i]]++;
        }
        return shares;
    }

    /**
     * Who holds each piece.
     *
     * @param most the cell that has most of it
     * @param several whether others have much of it, too
     */
    private record Holders(int[] most, boolean[] several) {

        static Holders of(int[][] shares, double drawing) {
            var holders = new Holders(new int[shares.length], new boolean[shares.length]);
            for (int piece = 1; piece < shares.length; piece++) {
                int[] share = shares[piece];
                int all = Arrays.stream(share).sum();
                int best = 0;
                int held = 0;
                for (int cell = 0; cell < share.length; cell++) {
                    best = share[cell] > share[best] ? cell : best;
                    held += share[cell] >= Math.min(HELD * all, drawing) && share[cell] > 0 ? 1 : 0;
                }
                holders.most[piece] = best;
                holders.several[piece] = held > 1 && all > drawing;
            }
            return holders;
        }
    }
}
