package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.finish.JpegFile;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Scales pictures. Busy on its caller's thread. */
public final class LocalSmallPictureMaker implements SmallPictureMaker {

    private static final int QUALITY = 90;

    private final LocalMakerSettings settings;
    private final PhotoDecoder decoder;

    public LocalSmallPictureMaker(LocalMakerSettings settings) {
        setNumThreads(1);
        this.settings = settings;
        this.decoder = new PhotoDecoder(settings.limits());
    }

    @Override
    public byte[] inSquare(byte[] picture, int side) throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        try (var _ = new PointerScope()) {
            clock.begin(Step.DECODE);
            Mat whole = decoder.decode(picture).bgra();
            clock.begin(Step.ENCODE);
            Mat small = scaled(whole, (double) side / Math.max(whole.cols(), whole.rows()));
            int left = (side - small.cols()) / 2;
            int top = (side - small.rows()) / 2;
            Mat padded = new Mat();
            copyMakeBorder(
                    small,
                    padded,
                    top,
                    side - small.rows() - top,
                    left,
                    side - small.cols() - left,
                    BORDER_CONSTANT,
                    new Scalar(0, 0, 0, 0));
            return WebpFile.encoded(padded);
        }
    }

    @Override
    public byte[] fitted(byte[] picture, int side) throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        try (var _ = new PointerScope()) {
            clock.begin(Step.DECODE);
            Mat whole = decoder.decode(picture, side).onWhite();
            clock.begin(Step.ENCODE);
            return JpegFile.of(
                    scaled(whole, Math.min(1, (double) side / Math.max(whole.cols(), whole.rows()))), QUALITY);
        }
    }

    @Override
    public byte[] webp(byte[] picture, int side) throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        try (var _ = new PointerScope()) {
            clock.begin(Step.DECODE);
            Mat whole = decoder.decode(picture, side).bgra();
            clock.begin(Step.ENCODE);
            return WebpFile.encoded(scaled(whole, Math.min(1, (double) side / Math.max(whole.cols(), whole.rows()))));
        }
    }

    private static Mat scaled(Mat whole, double scale) {
        int width = (int) Math.max(1, Math.round(whole.cols() * scale));
        int height = (int) Math.max(1, Math.round(whole.rows() * scale));
        Mat small = new Mat();
        resize(whole, small, new Size(width, height), 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
        return small;
    }
}
