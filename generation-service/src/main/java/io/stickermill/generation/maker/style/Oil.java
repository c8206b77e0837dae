package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_xphoto.oilPainting;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Thick paint whose strokes follow the shapes, with light from the upper left: broad ones, and thin ones for eyes, mouths
 * and whatever else is fine.
 */
final class Oil implements Style {

    private static final double BROAD = 0.5;

    /** Half a stroke's length in pixels. */
    private static final int REACH = 10;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat bgr = plain.bgr();
        int width = bgr.cols();
        int height = bgr.rows();
        Mat broad = dabs(bgr, BROAD, 3);
        Mat thin = Paint.flattened(bgr, 1, 24);
        float[] detail = detail(bgr, width);
        byte[] fine = new byte[width * height * 3];
        thin.data().get(fine);
        Mat mixed = Paint.painted(broad, (x, y, colour) -> {
            int i = y * width + x;
            for (int c = 0; c < 3; c++) {
                colour[c] += ((fine[i * 3 + c] & 0xff) / 255f - colour[c]) * detail[i];
            }
        });
        float[] bristles = bristles(Paint.blurred(Paint.floats(Paint.grey(bgr)), width, 9), width, height);
        Mat drawn = Paint.painted(mixed, (x, y, colour) -> {
            int i = y * width + x;
            int before = Math.max(0, y - 1) * width + Math.max(0, x - 1);
            int after = Math.min(height - 1, y + 1) * width + Math.min(width - 1, x + 1);
            float thick = 1 - 0.7f * detail[i];
            float shine = Math.clamp((bristles[after] - bristles[before]) * 0.11f, -0.08f, 0.08f) * thick;
            float paint = 1 + 0.1f * bristles[i] * thick;
            Paint.saturate(colour, 1.25f);
            for (int c = 0; c < 3; c++) {
                colour[c] = ((colour[c] - 0.5f) * 1.1f + 0.52f) * paint + shine * (0.45f + 0.55f * colour[c]);
            }
        });
        return new Cutting(drawn, plain.alpha());
    }

    private static Mat dabs(Mat bgr, double scale, int radius) {
        Mat small = new Mat();
        Size size = new Size(Math.max(8, (int) (bgr.cols() * scale)), Math.max(8, (int) (bgr.rows() * scale)));
        resize(bgr, small, size, 0, 0, INTER_AREA);
        Mat dabs = new Mat();
        oilPainting(small, dabs, radius, 4);
        Mat large = new Mat();
        resize(dabs, large, bgr.size(), 0, 0, INTER_CUBIC);
        return large;
    }

    /** Where the thin brush goes: 1 where much happens within a few pixels. */
    private static float[] detail(Mat bgr, int width) {
        float[] tones = Paint.floats(Paint.grey(bgr));
        float[] around = Paint.blurred(tones, width, 3);
        float[] busy = new float[tones.length];
        for (int i = 0; i < busy.length; i++) {
            busy[i] = Math.abs(tones[i] - around[i]);
        }
        float[] spread = Paint.blurred(busy, width, 4);
        for (int i = 0; i < spread.length; i++) {
            spread[i] = Math.clamp((spread[i] - 0.012f) / 0.03f, 0, 1);
        }
        return spread;
    }

    /** Grain drawn out along the shapes (line integral convolution, Cabral and Leedom, 1993). */
    private static float[] bristles(float[] shapes, int width, int height) {
        float[] grains = Paint.cloud(width, height, 1.3);
        float[] drawn = new float[grains.length];
        for (int i = 0; i < drawn.length; i++) {
            float sum = grains[i];
            int count = 1;
            int column = i % width;
            int row = i / width;
            for (int way = -1; way <= 1; way += 2) {
                float x = column;
                float y = row;
                float dx = 0;
                float dy = 0;
                for (int step = 0; step < REACH; step++) {
                    int at = ((int) y) * width + (int) x;
                    int left = (int) x > 0 ? at - 1 : at;
                    int right = (int) x < width - 1 ? at + 1 : at;
                    int above = (int) y > 0 ? at - width : at;
                    int below = (int) y < height - 1 ? at + width : at;
                    // Where nothing has a direction, strokes fall from the upper right.
                    float alongX = shapes[above] - shapes[below] - 0.008f;
                    float alongY = shapes[right] - shapes[left] + 0.012f;
                    float length = (float) Math.sqrt(alongX * alongX + alongY * alongY) + 1e-6f;
                    float turn = dx * alongX + dy * alongY < 0 ? -1 : 1;
                    float side = step == 0 ? way : turn;
                    dx = side * alongX / length;
                    dy = side * alongY / length;
                    x += dx;
                    y += dy;
                    if (x < 0 || y < 0 || x >= width || y >= height) {
                        break;
                    }
                    sum += grains[((int) y) * width + (int) x];
                    count++;
                }
            }
            drawn[i] = Math.clamp(sum / count * 2f, -1, 1);
        }
        return drawn;
    }
}
