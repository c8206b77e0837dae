package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One cut-out that the photo might want.
 *
 * @param mask 255 where the subject is, at the size at which guesses are worked out
 * @param score how much of it is right, 0 to 1: the expected intersection over union with what a person would cut out
 */
record Candidate(Mat mask, double score) {}
