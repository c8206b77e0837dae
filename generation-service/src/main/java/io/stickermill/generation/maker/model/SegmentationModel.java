package io.stickermill.generation.maker.model;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.stickermill.generation.maker.cutout.Segmentation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A loaded model. Safe for any number of threads, which take turns. One block of memory serves a photo, which is quicker than many, and is
 * given back after it: what is held between photos is the weights, and what the model said of the last photos, since people ask for one
 * photo in one style after the other.
 */
public final class SegmentationModel implements Segmentation, AutoCloseable {

    private static final int CHANNELS = 3;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelSettings settings;
    private final String input;
    private final Lock looks = new ReentrantLock(true);
    private final Path file;

    /** By what the model was fed with; the one that was asked for last is the last. */
    private final Map<String, Odds> remembered;

    private int timesLooked;

    private SegmentationModel(
            Path file, OrtEnvironment environment, OrtSession session, ModelSettings settings, String input) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.settings = settings;
        this.input = input;
        this.remembered = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Odds> eldest) {
                return size() > settings.remembered();
            }
        };
    }

    /**
     * The model that is set, or else the one that was built in; none where none is wanted or this was built without it.
     *
     * @throws UnusableModel if the one that is set can't be read or its shapes don't fit
     */
    public static Optional<SegmentationModel> of(ModelSettings settings) {
        return settings.file()
                .map(file -> load(
                        file,
                        settings.namesNoModel()
                                ? ShippedModel.settings(file, settings.threads(), settings.remembered())
                                : settings));
    }

    /**
     * Loads the model and lets it work once, on a black picture.
     *
     * @throws UnusableModel if it can't be read or its shapes don't fit
     */
    public static SegmentationModel load(Path file, ModelSettings settings) {
        if (!Files.isReadable(file)) {
            throw new UnusableModel("The segmentation model " + file
                    + " is not there or can't be read: correct STICKERMILL_SEGMENTATION_MODEL or leave it empty.");
        }
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            // What a thread of its own would burn while it waits is a maker's time.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                var model = new SegmentationModel(
                        file, environment, session, settings, checkedInput(file, session, settings));
                model.tryOut(file);
                return model;
            } catch (UnusableModel | OrtException unusable) {
                session.close();
                throw unusable;
            }
        } catch (OrtException damaged) {
            throw new UnusableModel("ONNX Runtime can't use the model " + file + ": " + damaged.getMessage(), damaged);
        }
    }

    private static String checkedInput(Path file, OrtSession session, ModelSettings settings) throws OrtException {
        var inputs = session.getInputInfo();
        long side = settings.inputSide();
        String wanted = "one input of floats shaped [1, 3, %d, %d]".formatted(side, side);
        if (inputs.size() != 1) {
            throw new UnusableModel(file + " has the inputs " + inputs.keySet() + ", but " + wanted + " is expected.");
        }
        var only = inputs.values().iterator().next();
        if (!(only.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new UnusableModel(file + " takes " + only.getInfo() + ", but " + wanted + " is expected.");
        }
        long[] shape = tensor.getShape();
        long[] fed = {1, CHANNELS, side, side};
        boolean fits = shape.length == fed.length;
        for (int i = 0; fits && i < fed.length; i++) {
            fits = shape[i] <= 0 || shape[i] == fed[i];
        }
        if (!fits) {
            throw new UnusableModel(file + " takes " + Arrays.toString(shape) + ", but " + wanted
                    + " is expected: set stickermill.segmentation.preset or .side to what the model was made for.");
        }
        return only.getName();
    }

    private void tryOut(Path file) {
        try (var _ = new PointerScope()) {
            look(planes());
        } catch (OrtException failed) {
            throw new UnusableModel(file + " fails on a black picture: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Mat odds(Mat bgr) {
        byte[] pixels = square(bgr);
        // One at a time: each look takes hundreds of megabytes while it lasts, and several at once would be no quicker.
        looks.lock();
        try {
            if (settings.remembered() == 0) {
                return look(planes(pixels)).mat();
            }
            String photo = digest(pixels);
            Odds odds = remembered.get(photo);
            if (odds == null) {
                odds = look(planes(pixels));
                remembered.put(photo, odds);
            }
            return odds.mat();
        } catch (OrtException failed) {
            throw new IllegalStateException("the segmentation model failed: " + failed.getMessage(), failed);
        } finally {
            looks.unlock();
        }
    }

    /** What the model says of a photo. */
    private record Odds(float[] values, int rows, int columns) {

        Mat mat() {
            Mat odds = new Mat(rows, columns, CV_32F);
            new FloatPointer(odds.data()).put(values);
            return odds;
        }
    }

    /** As large as the model wants it, in blue, green and red. */
    private byte[] square(Mat bgr) {
        int side = settings.inputSide();
        Mat square = new Mat();
        resize(bgr, square, new Size(side, side), 0, 0, INTER_AREA);
        byte[] pixels = new byte[side * side * CHANNELS];
        square.data().get(pixels);
        return pixels;
    }

    private static String digest(byte[] pixels) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }

    /** Red, green and blue as the model wants them, one plane after the other. */
    private FloatBuffer planes(byte[] pixels) {
        FloatBuffer planes = planes();
        for (int channel = 0; channel < CHANNELS; channel++) {
            float mean = settings.inputMean().get(channel);
            float deviation = settings.inputDeviation().get(channel);
            for (int at = CHANNELS - 1 - channel; at < pixels.length; at += CHANNELS) {
                planes.put(((pixels[at] & 0xff) / 255f - mean) / deviation);
            }
        }
        return planes.flip();
    }

    private FloatBuffer planes() {
        int side = settings.inputSide();
        return ByteBuffer.allocateDirect(CHANNELS * side * side * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    public Path file() {
        return file;
    }

    /** How often it has looked at a photo. */
    int timesLooked() {
        return timesLooked;
    }

    private Odds look(FloatBuffer fed) throws OrtException {
        timesLooked++;
        int side = settings.inputSide();
        try (var tensor = OnnxTensor.createTensor(environment, fed, new long[] {1, CHANNELS, side, side});
                var options = new RunOptions()) {
            options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            try (Result result = session.run(Map.of(input, tensor), options)) {
                return odds(result);
            }
        }
    }

    private Odds odds(Result result) throws OrtException {
        if (!(result.get(0) instanceof OnnxTensor out) || out.getInfo().type != OnnxJavaType.FLOAT) {
            throw new UnusableModel(
                    "The model's first output is " + result.get(0).getInfo() + ", not floats.");
        }
        long[] shape = out.getInfo().getShape();
        int rank = shape.length;
        if (rank < 2 || Arrays.stream(shape, 0, rank - 2).anyMatch(n -> n != 1) || shape[rank - 1] < 2) {
            throw new UnusableModel("The model's first output has the shape " + Arrays.toString(shape)
                    + ", but one value a pixel is expected: [1, 1, height, width].");
        }
        float[] values = new float[out.getFloatBuffer().remaining()];
        out.getFloatBuffer().get(values);
        if (settings.givesLogits()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (1 / (1 + Math.exp(-values[i])));
            }
        }
        return new Odds(values, (int) shape[rank - 2], (int) shape[rank - 1]);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException("the segmentation model can't be closed", failed);
        }
    }
}
