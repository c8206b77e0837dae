package io.stickermill.generation.bench;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A photo whose truth is known.
 *
 * @param photo any image
 * @param mask light where the subject is
 */
record KnownPhoto(Path photo, Path mask) {

    private static final Pattern NUMBER = Pattern.compile("-\\d+-(\\d+)\\.");

    /** @param masks holds {@code NAME.mask.png} for each {@code NAME.jpg} (png, webp) among the photos */
    static List<KnownPhoto> in(Path photos, Path masks) throws IOException {
        List<KnownPhoto> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(photos)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".mask.png") || !name.matches("(?i).*\\.(jpe?g|png|webp)")) {
                    continue;
                }
                Path mask = masks.resolve(name.substring(0, name.lastIndexOf('.')) + ".mask.png");
                if (Files.exists(mask)) {
                    found.add(new KnownPhoto(file, mask));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException("no photo in " + photos + " has its NAME.mask.png in " + masks);
        }
        return found;
    }

    String name() {
        return photo.getFileName().toString();
    }

    /** Photos of the same thing are of one group; those of {@link Composites} carry its number in their name. */
    int group() {
        Matcher number = NUMBER.matcher(name());
        return number.find() ? Integer.parseInt(number.group(1)) : Math.floorMod(name().hashCode(), 1000);
    }

    Mat bgr() {
        return imread(photo.toString(), IMREAD_COLOR);
    }

    /** 255 where the subject is, at the size of this picture. */
    Mat truth(Mat like) {
        Mat truth = imread(mask.toString(), IMREAD_GRAYSCALE);
        Mat result = new Mat();
        resize(truth, result, like.size(), 0, 0, INTER_NEAREST);
        threshold(result, result, 127, 255, THRESH_BINARY);
        return result;
    }
}
