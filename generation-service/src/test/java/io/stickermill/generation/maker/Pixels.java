package io.stickermill.generation.maker;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A small image for tests: 8-bit samples in OpenCV's order (blue, green, red, alpha), on Java's heap.
 */
public record Pixels(int width, int height, int channels, byte[] samples) {

    /** Computes one sample. */
    @FunctionalInterface
    public interface Painter {
        int sample(int x, int y, int channel);
    }

    public static Pixels painted(int width, int height, int channels, Painter painter) {
        byte[] samples = new byte[width * height * channels];
        for (int i = 0; i < samples.length; i++) {
            int pixel = i / channels;
            samples[i] = (byte) painter.sample(pixel % width, pixel / width, i % channels);
        }
        return new Pixels(width, height, channels, samples);
    }

    public static Pixels of(Mat image) {
        byte[] samples = new byte[(int) image.total() * image.channels()];
        image.clone().data().get(samples);
        return new Pixels(image.cols(), image.rows(), image.channels(), samples);
    }

    public static Pixels decoded(byte[] file) {
        try (var _ = new PointerScope()) {
            return of(imdecode(new Mat(1, file.length, 0, new BytePointer(file)), IMREAD_UNCHANGED));
        }
    }

    /** To be called within a {@code PointerScope}. */
    public Mat mat() {
        Mat mat = new Mat(height, width, CV_8UC(channels));
        mat.data().put(samples);
        return mat;
    }

    /** @param extension for example {@code .png} */
    public byte[] encoded(String extension) {
        try (var _ = new PointerScope()) {
            return encoded(mat(), extension);
        }
    }

    public static byte[] encoded(Mat image, String extension) {
        BytePointer file = new BytePointer();
        imencode(extension, image, file);
        byte[] bytes = new byte[(int) file.limit()];
        file.get(bytes);
        return bytes;
    }

    public int at(int x, int y, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xff;
    }

    public int alpha(int x, int y) {
        return at(x, y, 3);
    }
}
