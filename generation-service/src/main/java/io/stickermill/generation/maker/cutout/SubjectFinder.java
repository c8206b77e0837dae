package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.theRNG;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds the subject by what OpenCV and two small nets can see. */
public final class SubjectFinder implements SubjectSearch {

    /** Pixels of the longer side at which the edge is worked out. */
    private static final int FINE_SIDE = 320;

    /** Pixels of the longer side at which the photo is taken apart into regions. */
    static final int REGIONS_SIDE = 288;

    /** Below this more would be wrong than right, and the whole picture on a card is the better first answer. */
    private static final double SURE_ENOUGH = 0.55;

    /** Room round the subject, in parts of its longer side, where its edge may turn out to be. */
    private static final double ROOM = 0.08;

    private static final long SEED = 1;

    private final SubjectOdds odds = SubjectOdds.learned();

    private final Candidates candidates = Candidates.learned();

    private final Queue<FaceFinder> idleFaceFinders = new ConcurrentLinkedQueue<>(List.of(new FaceFinder()));

    @Override
    public Subjects in(Mat bgr) {
        seed();
        List<Face> faces = faces(scaledTo(bgr, FINE_SIDE));
        return new Found(bgr, candidates.of(Guesses.of(bgr, odds, faces), faces));
    }

    /** GrabCut draws random numbers; any fixed seed makes the same photo give the same sticker. */
    private static void seed() {
        theRNG().state(SEED);
    }

    private record Found(Mat bgr, List<Candidate> candidates) implements Subjects {

        @Override
        public int count() {
            return candidates.size();
        }

        @Override
        public double confidence() {
            return candidates.isEmpty() ? 0 : candidates.getFirst().score();
        }

        @Override
        public boolean worthCutting() {
            return confidence() >= SURE_ENOUGH;
        }

        @Override
        public Subject at(int place) {
            seed();
            Candidate choice = candidates.get(place);
            Rect box = withRoom(choice.mask(), bgr);
            return new Subject(box, refined(bgr, box, choice.mask()), choice.score());
        }
    }

    private static Mat refined(Mat bgr, Rect box, Mat rough) {
        Mat fine = scaledTo(new Mat(bgr, box), FINE_SIDE);
        Mat guess = new Mat();
        Rect roughBox = scaled(box, (double) rough.cols() / bgr.cols(), (double) rough.rows() / bgr.rows(), rough);
        resize(new Mat(rough, roughBox), guess, fine.size(), 0, 0, INTER_LINEAR);
        return EdgeBand.refined(fine, guess);
    }

    private List<Face> faces(Mat fine) {
        Mat gray = new Mat();
        cvtColor(fine, gray, COLOR_BGR2GRAY);
        FaceFinder idle = idleFaceFinders.poll();
        FaceFinder finder = idle == null ? new FaceFinder() : idle;
        try {
            return finder.find(gray);
        } finally {
            idleFaceFinders.add(finder);
        }
    }

    private static Rect withRoom(Mat rough, Mat bgr) {
        Rect tight = boundingRect(rough);
        int room = 1 + (int) Math.round(ROOM * Math.max(tight.width(), tight.height()));
        Rect roomy = new Rect(tight.x() - room, tight.y() - room, tight.width() + 2 * room, tight.height() + 2 * room);
        return scaled(roomy, (double) bgr.cols() / rough.cols(), (double) bgr.rows() / rough.rows(), bgr);
    }

    private static Rect scaled(Rect box, double byX, double byY, Mat within) {
        int left = Math.clamp(Math.round(box.x() * byX), 0, within.cols() - 1);
        int top = Math.clamp(Math.round(box.y() * byY), 0, within.rows() - 1);
        int right = Math.clamp(Math.round((box.x() + box.width()) * byX), left + 1, within.cols());
        int bottom = Math.clamp(Math.round((box.y() + box.height()) * byY), top + 1, within.rows());
        return new Rect(left, top, right - left, bottom - top);
    }

    static Mat scaledTo(Mat image, int longerSide) {
        double scale = (double) longerSide / Math.max(image.cols(), image.rows());
        Size size = new Size(Math.max(1, (int) Math.round(image.cols() * scale)), Math.max(1, (int)
                Math.round(image.rows() * scale)));
        Mat result = new Mat();
        resize(image, result, size, 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
        return result;
    }
}
