package io.stickermill.generation.maker.cutout;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What each region says of itself before any model of the subject: where it lies, how it differs from the border and
 * from the rest, how it is joined to the border. No absolute colour: what is learned from one set of photos must hold for
 * others.
 */
final class RegionCues {

    static final int COUNT = 26;

    /** Lab difference below which neighbours count as one surface (noise, shading). */
    private static final float SAME_SURFACE = 4;

    private final Regions regions;
    private final int n;
    private final float spread;
    private final float[][] cues;

    private RegionCues(Regions regions) {
        this.regions = regions;
        this.n = regions.count();
        this.spread = spread();
        this.cues = new float[n][COUNT];
    }

    /** @param borderDistance minimum barrier distance of each pixel, 0 to 1 */
    static float[][] of(Regions regions, float[] borderDistance) {
        return new RegionCues(regions).all(borderDistance);
    }

    private float[][] all(float[] borderDistance) {
        float[] barrier = regions.means(borderDistance);
        float[][] geodesic = geodesic();
        float[] background = borderConnectivity(geodesic);
        place();
        for (int i = 0; i < n; i++) {
            float[] c = cues[i];
            c[4] = background[i];
            c[5] = (float) Math.exp(-background[i] * background[i] / 2);
            c[6] = barrier[i];
            c[7] = toBorder(geodesic[i]) / spread;
        }
        contrast(background);
        sides();
        expectedBackground();
        surroundings();
        rank(6, 22);
        rank(8, 23);
        rank(12, 24);
        rank(14, 25);
        return cues;
    }

    private void place() {
        float perimeter = 2f * (regions.width() + regions.height());
        for (int i = 0; i < n; i++) {
            float dx = regions.x()[i] - 0.5f;
            float dy = regions.y()[i] - 0.5f;
            float[] c = cues[i];
            c[0] = (float) Math.sqrt(dx * dx + dy * dy) * 2;
            c[1] = dy * 2;
            c[2] = Math.abs(dx) * 2;
            c[3] = regions.border()[i] / perimeter * 40;
        }
    }

    private float spread() {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double w = regions.area()[i] * regions.area()[j];
                sum += w * regions.difference(i, j);
                weight += w;
            }
        }
        return (float) Math.max(6, sum / Math.max(1e-9, weight));
    }

    /** Ways along the surface: only steps of colour count. */
    private float[][] geodesic() {
        float[][] result = new float[n][];
        float[][] steps = new float[n][];
        for (int i = 0; i < n; i++) {
            int[] near = regions.neighbours()[i];
            steps[i] = new float[near.length];
            for (int k = 0; k < near.length; k++) {
                steps[i][k] = Math.max(0, regions.difference(i, near[k]) - SAME_SURFACE);
            }
        }
        for (int from = 0; from < n; from++) {
            result[from] = ways(from, steps);
        }
        return result;
    }

    private float[] ways(int from, float[][] steps) {
        float[] way = new float[n];
        Arrays.fill(way, Float.MAX_VALUE);
        way[from] = 0;
        // The bits of a positive float order as the float does: distance and region in one long need no objects.
        var queue = new PriorityQueue<Long>();
        queue.add((long) from);
        while (!queue.isEmpty()) {
            long head = queue.poll();
            int at = (int) head;
            float so = Float.intBitsToFloat((int) (head >>> 32));
            if (so > way[at]) {
                continue;
            }
            int[] near = regions.neighbours()[at];
            for (int k = 0; k < near.length; k++) {
                float next = so + steps[at][k];
                if (next < way[near[k]]) {
                    way[near[k]] = next;
                    queue.add((long) Float.floatToIntBits(next) << 32 | near[k]);
                }
            }
        }
        return way;
    }

    private float toBorder(float[] ways) {
        float least = Float.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            if (regions.border()[i] > 0 && !onLowerMiddle(i)) {
                least = Math.min(least, ways[i]);
            }
        }
        return least;
    }

    /** Where people stand: the border there says little. */
    private boolean onLowerMiddle(int i) {
        return regions.y()[i] > 0.9 && regions.x()[i] > 0.15 && regions.x()[i] < 0.85;
    }

    /** Of the surface around each region, how much runs along the border (Zhu et al., CVPR 2014). */
    private float[] borderConnectivity(float[][] geodesic) {
        float[] result = new float[n];
        for (int i = 0; i < n; i++) {
            double area = 0;
            double length = 0;
            for (int j = 0; j < n; j++) {
                double same = Math.exp(-geodesic[i][j] * geodesic[i][j] / (2 * 10 * 10));
                area += same * regions.area()[j];
                length += same * regions.border()[j];
            }
            double pixels = area * regions.width() * regions.height();
            result[i] = (float) (length / Math.sqrt(Math.max(1, pixels)));
        }
        return result;
    }

    /** Against what is likely background; against all; and whether the colour is gathered or strewn. */
    private void contrast(float[] background) {
        for (int i = 0; i < n; i++) {
            double against = 0;
            double againstAll = 0;
            double same = 0;
            double meanX = 0;
            double meanY = 0;
            double squares = 0;
            double onBorder = 0;
            double offCentre = 0;
            for (int j = 0; j < n; j++) {
                float d = regions.difference(i, j);
                float away = regions.distance(i, j);
                double near = Math.exp(-away * away / (2 * 0.25 * 0.25));
                double isBackground = 1 - Math.exp(-background[j] * background[j] / 2);
                against += regions.area()[j] * d * near * isBackground;
                againstAll += regions.area()[j] * d;
                double alike = regions.area()[j] * Math.exp(-d * d / (2 * 9 * 9));
                same += alike;
                meanX += alike * regions.x()[j];
                meanY += alike * regions.y()[j];
                squares += alike * (regions.x()[j] * regions.x()[j] + regions.y()[j] * regions.y()[j]);
                onBorder += regions.border()[j] > 0 ? alike : 0;
                offCentre += alike * cues[j][0];
            }
            meanX /= same;
            meanY /= same;
            float[] c = cues[i];
            c[8] = (float) (against / spread * 4);
            c[9] = (float) (againstAll / spread);
            c[10] = (float) Math.sqrt(Math.max(0, squares / same - meanX * meanX - meanY * meanY)) * 3;
            c[11] = (float) (onBorder / same) * 4;
            c[21] = (float) (offCentre / same);
        }
    }

    /** How unlike each side of the photo: a colour that is on one side only may still be background. */
    private void sides() {
        for (int i = 0; i < n; i++) {
            float[] nearest = new float[4];
            for (int side = 0; side < 4; side++) {
                float first = Float.MAX_VALUE;
                float second = Float.MAX_VALUE;
                for (int j = 0; j < n; j++) {
                    if (j != i && regions.border()[j] > 0 && on(j, side)) {
                        float d = regions.difference(i, j);
                        if (d < first) {
                            second = first;
                            first = d;
                        } else if (d < second) {
                            second = d;
                        }
                    }
                }
                nearest[side] = Math.min(second, 100) / spread;
            }
            float below = nearest[3];
            Arrays.sort(nearest, 0, 3);
            System.arraycopy(nearest, 0, cues[i], 12, 3);
            cues[i][15] = below;
        }
    }

    private boolean on(int region, int side) {
        float margin = 0.09f;
        return switch (side) {
            case 0 -> regions.x()[region] < margin;
            case 1 -> regions.x()[region] > 1 - margin;
            case 2 -> regions.y()[region] < margin;
            default -> regions.y()[region] > 1 - margin;
        };
    }

    /** What the border around would lead one to expect here, near border counting most. */
    private void expectedBackground() {
        int[] border = regions.onBorder();
        for (int i = 0; i < n; i++) {
            double[] sum = new double[3];
            double total = 1e-9;
            for (int j : border) {
                if (j == i || onLowerMiddle(j)) {
                    continue;
                }
                float away = regions.distance(i, j);
                double w = regions.border()[j] / (0.003 + Math.pow(away, 3));
                for (int c = 0; c < 3; c++) {
                    sum[c] += w * regions.lab()[j][c];
                }
                total += w;
            }
            double square = 0;
            for (int c = 0; c < 3; c++) {
                double d = regions.lab()[i][c] - sum[c] / total;
                square += d * d;
            }
            cues[i][16] = (float) Math.sqrt(square) / spread;
        }
    }

    private void surroundings() {
        double borderTexture = 0;
        double borderPixels = 1e-9;
        for (int i = 0; i < n; i++) {
            borderTexture += regions.border()[i] * regions.texture()[i];
            borderPixels += regions.border()[i];
        }
        double usual = borderTexture / borderPixels + 0.7;
        for (int i = 0; i < n; i++) {
            int[] near = regions.neighbours()[i];
            float most = 0;
            double sum = 0;
            double texture = regions.texture()[i];
            for (int j : near) {
                float d = regions.difference(i, j);
                most = Math.max(most, d);
                sum += d;
                texture += regions.texture()[j];
            }
            float[] c = cues[i];
            c[17] = (float) (sum / Math.max(1, near.length)) / spread;
            c[18] = most / spread;
            c[19] = (float) Math.log((regions.texture()[i] + 0.7) / usual);
            c[20] = (float) Math.log((texture / (near.length + 1) + 0.7) / usual);
        }
    }

    /** The place of a cue among all regions of the photo, 0 to 1: photos differ in how much contrast they have. */
    private void rank(int cue, int into) {
        float[] sorted = new float[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = cues[i][cue];
        }
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) {
            int at = Arrays.binarySearch(sorted, cues[i][cue]);
            cues[i][into] = Math.max(0, at) / (float) n;
        }
    }
}
