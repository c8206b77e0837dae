package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** What came of the search for a subject. */
public sealed interface CutOut {

    /**
     * @param box the part of the photo that holds the subject, with a little room
     * @param mask 255 where the subject is and 0 elsewhere; the box at another scale
     * @param confidence 0 to 1: how far the candidates agree
     */
    record Subject(Rect box, Mat mask, double confidence) implements CutOut {}

    /** Nothing stands out, or what does fills the picture: a cut-out would be a scrap. */
    record NoSubject(double confidence) implements CutOut {}
}
