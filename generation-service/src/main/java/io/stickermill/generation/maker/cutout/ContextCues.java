package io.stickermill.generation.maker.cutout;

/**
 * What each region can say once there is a first guess: whether its colour and place are those of the guessed subject, and
 * what its neighbours are held for (auto-context: Tu, CVPR 2008).
 */
final class ContextCues {

    static final int COUNT = 12;

    private static final double COLOUR_WIDTH = 7;

    private ContextCues() {}

    /** @param odds of each region to be the subject, 0 to 1 */
    static float[][] of(Regions regions, float[] odds) {
        int n = regions.count();
        double mass = 1e-6;
        double centreX = 0;
        double centreY = 0;
        double squareX = 0;
        double squareY = 0;
        for (int i = 0; i < n; i++) {
            double w = regions.area()[i] * odds[i];
            mass += w;
            centreX += w * regions.x()[i];
            centreY += w * regions.y()[i];
            squareX += w * regions.x()[i] * regions.x()[i];
            squareY += w * regions.y()[i] * regions.y()[i];
        }
        centreX /= mass;
        centreY /= mass;
        double deviationX = Math.sqrt(Math.max(0.003, squareX / mass - centreX * centreX));
        double deviationY = Math.sqrt(Math.max(0.003, squareY / mass - centreY * centreY));

        float[][] result = new float[n][COUNT];
        for (int i = 0; i < n; i++) {
            double everywhereSubject = 1e-5;
            double everywhereGround = 1e-5;
            double nearSubject = 1e-6;
            double nearGround = 1e-6;
            double around = 0;
            double aroundWeight = 1e-9;
            double wide = 0;
            double wideWeight = 1e-9;
            for (int j = 0; j < n; j++) {
                if (j == i) {
                    continue;
                }
                double d = regions.difference(i, j);
                double alike = regions.area()[j] * Math.exp(-d * d / (2 * COLOUR_WIDTH * COLOUR_WIDTH));
                double away = regions.distance(i, j);
                double near = Math.exp(-away * away / (2 * 0.12 * 0.12));
                double subject = odds[j];
                everywhereSubject += alike * subject;
                everywhereGround += alike * (1 - subject);
                nearSubject += alike * near * subject;
                nearGround += alike * near * (1 - subject);
                wide += regions.area()[j] * near * subject;
                wideWeight += regions.area()[j] * near;
            }
            int[] touching = regions.neighbours()[i];
            double smooth = 0;
            double smoothWeight = 1e-9;
            for (int k = 0; k < touching.length; k++) {
                int j = touching[k];
                double length = regions.shared()[i][k];
                double d = regions.difference(i, j);
                double joined = length * Math.exp(-d * d / (2 * COLOUR_WIDTH * COLOUR_WIDTH)) + 1e-6;
                around += length * odds[j];
                aroundWeight += length;
                smooth += joined * odds[j];
                smoothWeight += joined;
            }
            double dx = (regions.x()[i] - centreX) / deviationX;
            double dy = (regions.y()[i] - centreY) / deviationY;
            float[] c = result[i];
            c[0] = (float) logit(odds[i]);
            c[1] = (float) (around / aroundWeight);
            c[2] = (float) (smooth / smoothWeight);
            c[3] = (float) (wide / wideWeight);
            c[4] = (float) Math.log(everywhereSubject / mass / (everywhereGround / Math.max(0.02, 1 - mass)));
            c[5] = (float) Math.log(nearSubject / nearGround);
            c[6] = (float) Math.sqrt(dx * dx + dy * dy);
            c[7] = (float) Math.abs(dx);
            c[8] = (float) dy;
            c[9] = (float) mass;
            c[10] = odds[i];
            c[11] = (float) Math.log(everywhereSubject + everywhereGround);
        }
        return result;
    }

    static double logit(double odds) {
        double p = Math.clamp(odds, 0.002, 0.998);
        return Math.log(p / (1 - p));
    }
}
