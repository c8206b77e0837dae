package io.stickermill.generation.maker.sheet;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.caption.Label;
import io.stickermill.generation.maker.photo.Photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Fills from the left and from the top, as wide as a phone shows a picture in a chat. For one thread. */
public final class ContactSheet {

    /** Pixels of a picture's side, with what is around it. */
    public static final int CELL = 240;

    private static final int PICTURE = 208;

    /** Below each picture, for its name. */
    private static final int STRIP = 42;

    private static final int ROW = PICTURE + STRIP + 14;

    private static final int MARGIN = 14;

    /** A phone shows the sheet some 300 px wide: 13 px are left of them then. */
    private static final float LETTERS = 32;

    private static final Label LABEL = new Label();

    private final Page page;
    private int count;

    /** @param cells how many pictures there will be */
    public ContactSheet(int cells) {
        int rows = (cells + StylePreset.COLUMNS - 1) / StylePreset.COLUMNS;
        page = new Page(StylePreset.COLUMNS * CELL, rows * ROW + 2 * MARGIN);
    }

    /** @param bgra with transparency, of any size */
    public void add(Mat bgra, String name) {
        int left = count % StylePreset.COLUMNS * CELL;
        int top = MARGIN + count / StylePreset.COLUMNS * ROW;
        count++;
        Mat small = new Mat();
        resize(onGround(bgra), small, fitted(bgra), 0, 0, INTER_AREA);
        page.paste(small, left + (CELL - small.cols()) / 2, top + PICTURE - small.rows());
        LABEL.draw(page.graphics(), name, LETTERS, left + CELL / 2.0, top + PICTURE + STRIP - 10, CELL - 8);
    }

    public byte[] jpeg() {
        return page.jpeg();
    }

    private static Size fitted(Mat image) {
        double scale = (double) PICTURE / Math.max(image.cols(), image.rows());
        return new Size(Math.max(1, (int) Math.round(image.cols() * scale)), Math.max(1, (int)
                Math.round(image.rows() * scale)));
    }

    /** Before it is shrunk: what a picture has where it can be seen through must not mix with its edge. */
    private static Mat onGround(Mat bgra) {
        Mat bgr = new Mat();
        cvtColor(bgra, bgr, COLOR_BGRA2BGR);
        Mat alpha = new Mat();
        extractChannel(bgra, alpha, 3);
        return new Photo(bgr, alpha).on(Page.GROUND.getRGB());
    }
}
