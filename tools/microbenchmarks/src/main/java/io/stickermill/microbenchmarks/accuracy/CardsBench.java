package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;

import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.Subjects;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.generation.maker.photo.PhotoView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/** Which photos of a folder become cards, because nothing in them seems worth cutting out. */
public final class CardsBench {

    private CardsBench() {}

    public static void run(List<String> arguments) throws Exception {
        setNumThreads(1);
        List<Path> photos;
        try (Stream<Path> files = Files.list(Path.of(arguments.get(0)))) {
            photos = files.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png|webp)"))
                    .sorted()
                    .toList();
        }
        var subjects =
                new SubjectFinder(SegmentationModel.of(ModelSettings.SHIPPED).orElseThrow());
        int cards = 0;
        for (Path photo : photos) {
            try (var _ = new PointerScope()) {
                Subjects found = subjects.in(new PhotoView(imread(photo.toString(), IMREAD_COLOR)));
                cards += found.worthCutting() ? 0 : 1;
                System.out.printf(
                        "%-44s confidence %.2f  %s%n",
                        photo.getFileName(), found.confidence(), found.worthCutting() ? "cut out" : "card");
            }
        }
        System.out.printf("%d of %d are cards%n", cards, photos.size());
    }
}
