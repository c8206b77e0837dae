package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A photo whose truth is known.
 *
 * @param photo any image
 * @param mask light where the subject is
 */
record KnownPhoto(Path photo, Path mask) {

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

    Mat bgr() {
        return imread(photo.toString(), IMREAD_COLOR);
    }

    /** How far each pixel is the subject's, 0 to 255, at the size of this picture. */
    Mat truth(Mat like) {
        Mat truth = imread(mask.toString(), IMREAD_GRAYSCALE);
        Mat result = new Mat();
        resize(truth, result, like.size(), 0, 0, INTER_NEAREST);
        return result;
    }
}
