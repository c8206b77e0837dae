package io.stickermill.generation.bench;

import io.stickermill.generation.maker.cutout.OddsTraining;
import io.stickermill.generation.maker.cutout.ScoreTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Learns the nets of the cut-out anew: photos folder, masks folder, folder for the two resources. */
public final class TrainProgram {

    private TrainProgram() {}

    public static void main(String[] arguments) throws Exception {
        List<KnownPhoto> photos = KnownPhoto.in(Path.of(arguments[0]), Path.of(arguments[1]));
        Path resources = Path.of(arguments[2]);
        var all = new OddsTraining();
        var half = new OddsTraining();
        for (KnownPhoto photo : photos) {
            try (var scope = new PointerScope()) {
                Mat bgr = photo.bgr();
                Mat truth = photo.truth(bgr);
                all.add(bgr, truth, photo.group());
                if (inFirstHalf(photo)) {
                    half.add(bgr, truth, photo.group());
                }
            }
        }
        Files.writeString(resources.resolve("subject-odds.txt"), all.learn());
        System.out.printf("subject-odds.txt learned from %d photos%n", photos.size());
        // Scores are learned on things that the odds don't know: on their own they look better than they are.
        var scores = new ScoreTraining(half.learn());
        for (KnownPhoto photo : photos) {
            if (!inFirstHalf(photo)) {
                try (var scope = new PointerScope()) {
                    Mat bgr = photo.bgr();
                    scores.add(bgr, photo.truth(bgr));
                }
            }
        }
        Files.writeString(resources.resolve("candidate-scores.txt"), scores.learn());
        System.out.println("candidate-scores.txt learned");
        System.exit(0);
    }

    private static boolean inFirstHalf(KnownPhoto photo) {
        return photo.group() / 2 % 2 == 0;
    }
}
