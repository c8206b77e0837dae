package io.stickermill.generation.bench;

import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.theRNG;

import io.stickermill.generation.maker.cutout.CutOut;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How much of the cut-outs is right: photos folder, masks folder. A card counts as what it shows, the whole photo. The time
 * is the thread's CPU time for the cut-out alone, so that others on the machine don't change it much.
 */
public final class CutOutBench {

    /** The runs that Java needs to compile what is hot. */
    private static final int WARM_UP = 5;

    private final SubjectFinder subjects = new SubjectFinder();

    private record Result(String name, double overlap, double confidence, boolean card, double cpuMs) {}

    public static void main(String[] arguments) throws Exception {
        setNumThreads(1);
        List<KnownPhoto> photos = KnownPhoto.in(Path.of(arguments[0]), Path.of(arguments[1]));
        var bench = new CutOutBench();
        photos.stream().limit(WARM_UP).forEach(bench::measured);
        List<Result> results = new ArrayList<>();
        for (KnownPhoto photo : photos) {
            Result result = bench.measured(photo);
            results.add(result);
            System.out.printf(
                    "%-32s %.3f  confidence %.2f %s %4.0f ms%n",
                    result.name, result.overlap, result.confidence, result.card ? "card" : "    ", result.cpuMs);
        }
        report(results);
        System.exit(0);
    }

    private Result measured(KnownPhoto known) {
        try (var scope = new PointerScope()) {
            Mat bgr = known.bgr();
            Mat truth = known.truth(bgr);
            var clock = ManagementFactory.getThreadMXBean();
            theRNG().state(1);
            long before = clock.getCurrentThreadCpuTime();
            CutOut found = subjects.find(bgr, 0);
            double cpuMs = (clock.getCurrentThreadCpuTime() - before) / 1e6;
            return switch (found) {
                case CutOut.Subject subject ->
                    new Result(
                            known.name(),
                            overlap(subject.inPhoto(bgr.size()), truth),
                            subject.confidence(),
                            false,
                            cpuMs);
                case CutOut.NoSubject none ->
                    new Result(
                            known.name(), countNonZero(truth) / (double) truth.total(), none.confidence(), true, cpuMs);
            };
        }
    }

    private static void report(List<Result> results) {
        double all = results.size();
        System.out.printf(
                "%d photos: mean %.3f, at 0.9 or better %.2f, below 0.5 %d, cards %d, CPU %.0f ms a photo%n",
                results.size(),
                results.stream().mapToDouble(Result::overlap).average().orElse(0),
                results.stream().filter(result -> result.overlap >= 0.9).count() / all,
                results.stream().filter(result -> result.overlap < 0.5).count(),
                results.stream().filter(Result::card).count(),
                results.stream().mapToDouble(Result::cpuMs).average().orElse(0));
        System.out.println("confidence  photos  mean overlap");
        double[] limits = {0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01};
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
                        within.stream().mapToDouble(Result::overlap).average().orElse(0));
            }
        }
    }

    private static double overlap(Mat one, Mat other) {
        Mat both = new Mat();
        bitwise_and(one, other, both);
        Mat either = new Mat();
        bitwise_or(one, other, either);
        return countNonZero(both) / (double) Math.max(1, countNonZero(either));
    }
}
