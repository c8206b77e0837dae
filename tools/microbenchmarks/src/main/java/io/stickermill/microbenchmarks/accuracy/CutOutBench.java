package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.Subjects;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.generation.maker.photo.PhotoView;
import io.stickermill.microbenchmarks.measure.Median;
import io.stickermill.microbenchmarks.measure.ProcessClock;
import io.stickermill.microbenchmarks.measure.Took;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * How much of the cut-outs is right: photos folder, masks folder, a folder for pictures of the candidates and the file of the
 * model in floats, each of the last two empty if not wanted. A card counts as what it shows, the whole photo. The time is
 * the process's CPU time, so that others on the machine don't change it much.
 */
public final class CutOutBench {

    /** The runs that Java needs to compile what is hot. */
    private static final int WARM_UP = 5;

    private static final ProcessClock PROCESS = new ProcessClock();

    private final SubjectFinder subjects = new SubjectFinder(SegmentationModel.of(ModelSettings.SHIPPED)
            .orElseThrow(() -> new IllegalStateException("This was built without the model.")));

    private final @Nullable Path pictures;
    private final @Nullable AsRembg other;

    private CutOutBench(@Nullable Path pictures, @Nullable AsRembg other) {
        this.pictures = pictures;
        this.other = other;
    }

    /** @param best the overlap of the best candidate */
    private record Result(
            String name, Accuracy accuracy, double best, double confidence, boolean card, Took took, Beside beside) {}

    /** The other way on the same photo. */
    private record Beside(Accuracy accuracy, Took took) {
        static final Beside NONE = new Beside(new Accuracy(0, 0), new Took(0, 0, 0));
    }

    public static void run(List<String> arguments) throws Exception {
        setNumThreads(1);
        List<KnownPhoto> photos = KnownPhoto.in(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
        Path pictures = arguments.get(2).isEmpty() ? null : Path.of(arguments.get(2));
        AsRembg other = arguments.get(3).isEmpty() ? null : AsRembg.of(Path.of(arguments.get(3)));
        var bench = new CutOutBench(pictures, other);
        photos.stream().limit(WARM_UP).forEach(bench::measured);
        List<Result> results = new ArrayList<>();
        for (KnownPhoto photo : photos) {
            Result result = bench.measured(photo);
            results.add(result);
            System.out.printf(
                    "%-32s %.3f  edge %.3f  best %.3f  confidence %.2f %s %4.0f ms%n",
                    result.name,
                    result.accuracy.overlap(),
                    result.accuracy.edge(),
                    result.best,
                    result.confidence,
                    result.card ? "card" : "    ",
                    result.took.cpu());
        }
        report(results);
        if (other != null) {
            System.out.println("The same model in floats at 1,024 px, as rembg runs it, in turns with ours:");
            report("as rembg", results, result -> result.beside.accuracy, result -> result.beside.took);
            System.out.printf(
                    "CPU time beside ours, median of the ratios: %.2f%n",
                    median(results, result -> result.beside.took.cpu() / result.took.cpu()));
        }
    }

    private Result measured(KnownPhoto known) {
        try (var _ = new PointerScope()) {
            Mat bgr = known.bgr();
            Mat truth = known.truth(bgr);
            double cpu = PROCESS.millis();
            long wall = System.nanoTime();
            Subjects found = subjects.in(new PhotoView(bgr));
            boolean card = !found.worthCutting();
            Mat alpha = card ? all(bgr) : alpha(found.at(0), bgr);
            Took took = new Took(PROCESS.millis() - cpu, (System.nanoTime() - wall) / 1e6, 0);
            if (pictures != null) {
                CandidateSheet.write(pictures.resolve(known.name() + ".jpg"), bgr, truth, found);
            }
            double best = IntStream.range(0, found.count())
                    .mapToDouble(place ->
                            Accuracy.of(alpha(found.at(place), bgr), truth).overlap())
                    .max()
                    .orElse(0);
            return new Result(
                    known.name(), Accuracy.of(alpha, truth), best, found.confidence(), card, took, beside(bgr, truth));
        }
    }

    private Beside beside(Mat bgr, Mat truth) {
        if (other == null) {
            return Beside.NONE;
        }
        double cpu = PROCESS.millis();
        long wall = System.nanoTime();
        Mat alpha = other.alpha(bgr);
        Took took = new Took(PROCESS.millis() - cpu, (System.nanoTime() - wall) / 1e6, 0);
        return new Beside(Accuracy.of(alpha, truth), took);
    }

    private static Mat alpha(Subject subject, Mat bgr) {
        Mat result = new Mat(bgr.size(), CV_8U, Scalar.all(0));
        subject.alpha(new Mat(bgr, subject.box())).copyTo(new Mat(result, subject.box()));
        return result;
    }

    private static Mat all(Mat bgr) {
        return new Mat(bgr.size(), CV_8U, Scalar.all(255));
    }

    private static void report(List<Result> results) {
        report("ours", results, Result::accuracy, Result::took);
        System.out.printf(
                "cards %d, best candidate %.3f%n",
                results.stream().filter(Result::card).count(),
                results.stream().mapToDouble(Result::best).average().orElse(0));
        System.out.println("confidence  photos  mean overlap");
        double[] limits = {0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01};
        for (int bin = 0; bin + 1 < limits.length; bin++) {
            double from = limits[bin];
            double to = limits[bin + 1];
            List<Result> within = results.stream()
                    .filter(result -> result.confidence >= from && result.confidence < to)
                    .toList();
            if (!within.isEmpty()) {
                System.out.printf(
                        "%.2f-%.2f   %6d  %.3f%n",
                        from,
                        Math.min(1, to),
                        within.size(),
                        within.stream()
                                .mapToDouble(result -> result.accuracy.overlap())
                                .average()
                                .orElse(0));
            }
        }
    }

    private static void report(
            String who, List<Result> results, Function<Result, Accuracy> accuracy, Function<Result, Took> took) {
        double all = results.size();
        List<Accuracy> each = results.stream().map(accuracy).toList();
        System.out.printf(
                "%s: %d photos: mean %.3f, at 0.9 or better %.2f, below 0.5 %d, edge %.3f, median %.0f ms of CPU, %.0f by the"
                        + " clock%n",
                who,
                results.size(),
                each.stream().mapToDouble(Accuracy::overlap).average().orElse(0),
                each.stream().filter(one -> one.overlap() >= 0.9).count() / all,
                each.stream().filter(one -> one.overlap() < 0.5).count(),
                each.stream().mapToDouble(Accuracy::edge).average().orElse(0),
                median(results, result -> took.apply(result).cpu()),
                median(results, result -> took.apply(result).wall()));
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> what) {
        return Median.of(results.stream().mapToDouble(what).toArray());
    }
}
