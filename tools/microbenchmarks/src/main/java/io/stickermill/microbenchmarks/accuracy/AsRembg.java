package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.NORM_MINMAX;
import static org.bytedeco.opencv.global.opencv_core.normalize;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LANCZOS4;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.model.ModelPreset;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The same model as {@code rembg} runs it: in floats, at 1,024 px, its output spread from 0 to 255 and laid over the photo as it
 * is. What rembg does besides (reading and writing files) is left out, and it gets ONNX Runtime's threads as ours.
 */
record AsRembg(SegmentationModel model) {

    static AsRembg of(Path floats) {
        return new AsRembg(SegmentationModel.load(
                floats, new ModelSettings(floats, ModelPreset.ISNET, null, null, null, null, 1, 0)));
    }

    /** @return alpha, 8 bits */
    Mat alpha(Mat bgr) {
        Mat spread = new Mat();
        normalize(model.odds(bgr), spread, 0, 255, NORM_MINMAX, CV_8U, null);
        Mat result = new Mat();
        resize(spread, result, bgr.size(), 0, 0, INTER_LANCZOS4);
        return result;
    }
}
