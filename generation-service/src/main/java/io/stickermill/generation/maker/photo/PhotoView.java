package io.stickermill.generation.maker.photo;

import io.stickermill.generation.maker.UnusablePhoto;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.jspecify.annotations.Nullable;

/**
 * A photo that can be looked at closer: a phone's has many times the pixels at which one works on it, which count where its
 * subject is small. For one thread, within the {@code PointerScope} in which the photo was decoded.
 */
public final class PhotoView {

    private final Mat bgr;
    private final @Nullable PhotoDecoder decoder;
    private final byte[] file;
    private @Nullable Mat larger;

    /** @param file of which the photo was decoded; not kept longer than this */
    public PhotoView(Photo photo, PhotoDecoder decoder, byte[] file) {
        this.bgr = photo.bgr();
        this.decoder = decoder;
        this.file = file;
    }

    /** Of which no more is known than these pixels. */
    public PhotoView(Mat bgr) {
        this.bgr = bgr;
        this.decoder = null;
        this.file = new byte[0];
    }

    /** All of it, at its working size. */
    public Mat bgr() {
        return bgr;
    }

    /**
     * A part of the photo.
     *
     * @param box in pixels of {@link #bgr()}
     * @param side pixels that its longer side is to have at least, as far as the file has them
     */
    public Mat part(Rect box, int side) {
        Mat part = new Mat(bgr, box);
        int longer = Math.max(box.width(), box.height());
        if (longer >= side || decoder == null) {
            return part;
        }
        int wanted = (int) Math.ceil((double) side / longer * Math.max(bgr.cols(), bgr.rows()));
        Mat all = ofSide(wanted, decoder);
        double scale = (double) all.cols() / bgr.cols();
        if (scale <= 1) {
            return part;
        }
        int left = Math.min((int) Math.round(box.x() * scale), all.cols() - 1);
        int top = Math.min((int) Math.round(box.y() * scale), all.rows() - 1);
        int width = Math.clamp(Math.round(box.width() * scale), 1, all.cols() - left);
        int height = Math.clamp(Math.round(box.height() * scale), 1, all.rows() - top);
        return new Mat(all, new Rect(left, top, width, height));
    }

    private Mat ofSide(int side, PhotoDecoder decoder) {
        if (larger == null || Math.max(larger.cols(), larger.rows()) < side) {
            try {
                larger = decoder.decode(file, side).bgr();
            } catch (UnusablePhoto impossible) {
                throw new IllegalStateException("decoded once, but not again: " + impossible.detail(), impossible);
            }
        }
        return larger;
    }
}
