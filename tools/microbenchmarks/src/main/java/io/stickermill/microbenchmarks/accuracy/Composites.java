package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.randn;
import static org.bytedeco.opencv.global.opencv_core.theRNG;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Photos with a known truth: a subject with transparency stands before a background, in any size and place, lightly
 * shadowed; then all is blurred, made noisy and written as JPEG, so that no seam gives it away. The same seed gives the
 * same photo. Even seeds draw from one half of the subjects and from things of other kinds, odd seeds from the other half:
 * the even ones to tune on, the odd ones to report.
 *
 * @param subjects animals and plants with transparency
 * @param others things of other kinds with transparency
 * @param backgrounds photos without a subject of their own
 */
record Composites(List<Path> subjects, List<Path> others, List<Path> backgrounds) {

    /** Drawn, not photographed; or with a truth that is itself wrong. */
    private static final Pattern NO_PHOTO = Pattern.compile("cartoon|toys|dinosaur|plastic");

    /** A background with a subject of its own has two truths: flowers, insects, a drop that splashes. */
    private static final Pattern OWN_SUBJECT = Pattern.compile(
            "LadyBird|TwoWings|FreshFlower|YellowFlower|Garden|Aqua|Elephants|Flow|Silk|Waves|Gulp|Transparent");

    /** Views without a subject of their own, among wallpapers that mostly have one. */
    private static final Pattern VIEW = Pattern.compile("aitzgorri|life_by|picosdeeuropa|analogpattern|umang");

    private static final int SMALLEST_SUBJECT = 150;

    /** @param unpacked the folder into which the Debian packages were unpacked */
    static Composites in(Path unpacked) throws IOException {
        Path stamps = unpacked.resolve("usr/share/tuxpaint/stamps");
        List<Path> subjects = new ArrayList<>(photos(stamps.resolve("animals")));
        subjects.addAll(photos(stamps.resolve("plants")));
        List<Path> others = new ArrayList<>();
        for (String kind : List.of("clothes", "food", "hobbies", "household", "people", "sports", "vehicles")) {
            others.addAll(photos(stamps.resolve(kind)));
        }
        try (Stream<Path> files = Files.walk(unpacked.resolve("usr/share/backgrounds"))) {
            List<Path> backgrounds = files.filter(file -> file.toString().contains("mate/nature")
                            || file.toString().contains("mate/abstract")
                            || VIEW.matcher(file.toString()).find())
                    .filter(Files::isRegularFile)
                    .filter(file -> !OWN_SUBJECT.matcher(file.toString()).find())
                    .sorted()
                    .toList();
            return new Composites(subjects, others, backgrounds);
        }
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .filter(file -> !NO_PHOTO.matcher(file.toString()).find())
                    .filter(Composites::isLargeEnough)
                    .sorted()
                    .toList();
        }
    }

    /** How much of the photo the subject takes. */
    enum Framing {
        /** All of it is seen, but for the feet of some. */
        WHOLE,
        /** So large that the photo's edges cut it. */
        CLOSE_UP
    }

    /** Writes {@code KIND-SEED-SUBJECT.jpg} and its {@code .mask.png}. */
    void write(long seed, Framing framing, Path folder) {
        try (var _ = new PointerScope()) {
            Random random = new Random(seed * 7919);
            random.nextInt();
            theRNG().state(seed + 1);
            Mat photo = background(random);
            int number = number(seed, random);
            Mat subject = subject(number, random, photo, framing);
            Mat truth = new Mat(photo.rows(), photo.cols(), CV_8U, Scalar.all(0));
            Mat seen = composed(photo, subject, truth, random, framing);
            Mat noisy = noisy(seen, random);
            String name =
                    (framing == Framing.WHOLE ? "composite-%04d-%03d" : "close-up-%04d-%03d").formatted(seed, number);
            var quality = new IntPointer(IMWRITE_JPEG_QUALITY, 80 + random.nextInt(13));
            imwrite(folder.resolve(name + ".jpg").toString(), noisy, quality);
            imwrite(folder.resolve(name + ".mask.png").toString(), truth);
        }
    }

    private Mat background(Random random) {
        Mat whole = imread(backgrounds.get(random.nextInt(backgrounds.size())).toString(), IMREAD_COLOR);
        int[][] shapes = {{640, 480}, {480, 640}, {640, 640}, {640, 360}};
        int[] shape = shapes[random.nextInt(shapes.length)];
        double most = Math.min((double) whole.cols() / shape[0], (double) whole.rows() / shape[1]);
        double zoom = most * (0.45 + 0.55 * random.nextDouble());
        int width = (int) (shape[0] * zoom);
        int height = (int) (shape[1] * zoom);
        Rect part = new Rect(
                random.nextInt(whole.cols() - width + 1), random.nextInt(whole.rows() - height + 1), width, height);
        Mat result = resized(new Mat(whole, part), shape[0], shape[1]);
        if (random.nextBoolean()) {
            flip(result, result, 1);
        }
        double blur = 2.5 * random.nextDouble();
        if (blur > 0.5) {
            GaussianBlur(result, result, new Size(), blur);
        }
        return result;
    }

    /** Of the subject; that of others goes on after the subjects. */
    private int number(long seed, Random random) {
        boolean tuning = seed % 2 == 0;
        int half = subjects.size() / 2;
        int draw = random.nextInt(tuning ? half + others.size() : half);
        return draw < half ? 2 * draw + (tuning ? 0 : 1) : subjects.size() + draw - half;
    }

    private Mat subject(int number, Random random, Mat photo, Framing framing) {
        Path file = number < subjects.size() ? subjects.get(number) : others.get(number - subjects.size());
        Mat picture = imread(file.toString(), IMREAD_UNCHANGED);
        if (picture.channels() < 4) {
            throw new IllegalStateException(file + " has no transparency");
        }
        double part = framing == Framing.WHOLE ? 0.5 + 0.42 * random.nextDouble() : 1 + 0.6 * random.nextDouble();
        double scale = part * Math.min((double) photo.cols() / picture.cols(), (double) photo.rows() / picture.rows());
        Mat result = resized(picture, (int) (picture.cols() * scale), (int) (picture.rows() * scale));
        if (random.nextBoolean()) {
            flip(result, result, 1);
        }
        return result;
    }

    private static Mat composed(Mat photo, Mat subject, Mat truth, Random random, Framing framing) {
        int freeX = photo.cols() - subject.cols();
        int freeY = photo.rows() - subject.rows();
        int left = (int) (freeX * (0.5 + 0.35 * Math.clamp(random.nextGaussian() * 0.6, -1, 1)));
        int top = (int) (freeY * (0.5 + 0.35 * Math.clamp(random.nextGaussian() * 0.6, -1, 1)));
        boolean standing = random.nextInt(5) == 0;
        if (standing) {
            top = freeY + (int) (subject.rows() * 0.2 * random.nextDouble());
        }
        if (framing == Framing.CLOSE_UP) {
            left = (int) (freeX * 0.5 + photo.cols() * 0.25 * (random.nextDouble() - 0.5));
            top = random.nextInt(3) == 0 ? freeY / 2 : (int) (photo.rows() * 0.3 * random.nextDouble());
        }
        double light = 0.85 + 0.3 * random.nextDouble();
        double shade = 0.15 + 0.2 * random.nextDouble();
        int fall = 4 + random.nextInt(10);

        byte[] pixels = new byte[(int) photo.total() * 3];
        photo.data().get(pixels);
        byte[] stamp = new byte[(int) subject.total() * 4];
        subject.data().get(stamp);
        byte[] mask = new byte[(int) photo.total()];
        float[] shadow = shadow(photo, subject, left + fall / 2, top + fall);
        for (int i = 0; i < mask.length; i++) {
            for (int c = 0; c < 3; c++) {
                pixels[i * 3 + c] = (byte) ((pixels[i * 3 + c] & 0xff) * (1 - shade * shadow[i]));
            }
        }
        for (int y = Math.max(0, -top); y < subject.rows() && y + top < photo.rows(); y++) {
            for (int x = Math.max(0, -left); x < subject.cols() && x + left < photo.cols(); x++) {
                int from = (y * subject.cols() + x) * 4;
                int to = (y + top) * photo.cols() + x + left;
                double alpha = (stamp[from + 3] & 0xff) / 255.0;
                for (int c = 0; c < 3; c++) {
                    double own = Math.min(255, (stamp[from + c] & 0xff) * light);
                    pixels[to * 3 + c] = (byte) (own * alpha + (pixels[to * 3 + c] & 0xff) * (1 - alpha));
                }
                mask[to] = stamp[from + 3];
            }
        }
        truth.data().put(mask);
        Mat result = new Mat(photo.rows(), photo.cols(), CV_8UC3);
        result.data().put(pixels);
        return result;
    }

    private static float[] shadow(Mat photo, Mat subject, int left, int top) {
        byte[] stamp = new byte[(int) subject.total() * 4];
        subject.data().get(stamp);
        byte[] dark = new byte[(int) photo.total()];
        for (int y = Math.max(0, -top); y < subject.rows() && y + top < photo.rows(); y++) {
            for (int x = Math.max(0, -left); x < subject.cols() && x + left < photo.cols(); x++) {
                dark[(y + top) * photo.cols() + x + left] = stamp[(y * subject.cols() + x) * 4 + 3];
            }
        }
        Mat image = new Mat(photo.rows(), photo.cols(), CV_8U);
        image.data().put(dark);
        GaussianBlur(image, image, new Size(), 9, 9, BORDER_REPLICATE, 0);
        image.data().get(dark);
        float[] result = new float[dark.length];
        for (int i = 0; i < dark.length; i++) {
            result[i] = (dark[i] & 0xff) / 255f;
        }
        return result;
    }

    private static Mat noisy(Mat photo, Random random) {
        Mat soft = new Mat();
        GaussianBlur(photo, soft, new Size(), 0.5 + 0.6 * random.nextDouble());
        Mat noise = new Mat(photo.rows(), photo.cols(), CV_16SC3);
        double strength = 2 + 5 * random.nextDouble();
        Mat mean = new Mat(1, 1, CV_64F, Scalar.all(0));
        randn(noise, mean, new Mat(1, 1, CV_64F, Scalar.all(strength)));
        Mat sum = new Mat();
        add(soft, noise, sum, new Mat(), CV_8U);
        return sum;
    }

    private static Mat resized(Mat image, int width, int height) {
        Mat result = new Mat();
        resize(
                image,
                result,
                new Size(Math.max(1, width), Math.max(1, height)),
                0,
                0,
                width < image.cols() ? INTER_AREA : INTER_CUBIC);
        return result;
    }

    private static boolean isLargeEnough(Path file) {
        try (var _ = new PointerScope()) {
            Mat picture = imread(file.toString(), IMREAD_UNCHANGED);
            return picture.channels() == 4 && Math.max(picture.cols(), picture.rows()) >= SMALLEST_SUBJECT;
        }
    }
}
