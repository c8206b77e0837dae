package io.stickermill.generation.maker.sheet;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.caption.Label;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Fills from the left and from the top, as wide as a phone shows a picture in a chat. For one thread. */
public final class ContactSheet {

    private static final int CELL = 240;

    private static final int PICTURE = 208;

    /** Below each picture, for its name. */
    private static final int STRIP = 42;

    private static final int ROW = PICTURE + STRIP + 14;

    private static final int MARGIN = 14;

    /** A phone shows the sheet some 300 px wide: 13 px are left of them then. */
    private static final float LETTERS = 32;

    /** A white outline and dark ink are both seen on it. */
    private static final Color GROUND = new Color(0x9fb8c8);

    private static final Color INK = new Color(0x16232d);

    private static final int QUALITY = 88;

    private static final Label LABEL = new Label();

    private final BufferedImage page;
    private final byte[] pixels;
    private final Graphics2D graphics;
    private int count;

    /** @param cells how many pictures there will be */
    public ContactSheet(int cells) {
        int rows = (cells + StylePreset.COLUMNS - 1) / StylePreset.COLUMNS;
        page = new BufferedImage(StylePreset.COLUMNS * CELL, rows * ROW + 2 * MARGIN, BufferedImage.TYPE_3BYTE_BGR);
        pixels = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        graphics = page.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
        graphics.setColor(INK);
    }

    /** @param bgra with transparency, of any size */
    public void add(Mat bgra, String name) {
        int left = count % StylePreset.COLUMNS * CELL;
        int top = MARGIN + count / StylePreset.COLUMNS * ROW;
        count++;
        Mat small = new Mat();
        resize(onGround(bgra), small, fitted(bgra), 0, 0, INTER_AREA);
        paste(small, left + (CELL - small.cols()) / 2, top + PICTURE - small.rows());
        LABEL.draw(graphics, name, LETTERS, left + CELL / 2.0, top + PICTURE + STRIP - 10, CELL - 8);
    }

    public byte[] jpeg() {
        Mat all = new Mat(page.getHeight(), page.getWidth(), CV_8UC3);
        all.data().put(pixels);
        try (var file = new BytePointer();
                var settings = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
            if (!imencode(".jpg", all, file, settings)) {
                throw new IllegalStateException("OpenCV could not write JPEG");
            }
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    private static Size fitted(Mat image) {
        double scale = (double) PICTURE / Math.max(image.cols(), image.rows());
        return new Size(Math.max(1, (int) Math.round(image.cols() * scale)), Math.max(1, (int)
                Math.round(image.rows() * scale)));
    }

    /** Before it is shrunk: what a picture has where it can be seen through must not mix with its edge. */
    private static Mat onGround(Mat bgra) {
        int size = (int) bgra.total();
        byte[] from = new byte[size * 4];
        bgra.data().get(from);
        int[] ground = {GROUND.getBlue(), GROUND.getGreen(), GROUND.getRed()};
        byte[] seen = new byte[size * 3];
        for (int i = 0; i < size; i++) {
            int alpha = from[i * 4 + 3] & 0xff;
            for (int c = 0; c < 3; c++) {
                seen[i * 3 + c] = (byte) (((from[i * 4 + c] & 0xff) * alpha + ground[c] * (255 - alpha) + 127) / 255);
            }
        }
        Mat result = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
        result.data().put(seen);
        return result;
    }

    private void paste(Mat bgr, int left, int top) {
        int width = bgr.cols() * 3;
        byte[] picture = new byte[width * bgr.rows()];
        bgr.data().get(picture);
        for (int y = 0; y < bgr.rows(); y++) {
            System.arraycopy(picture, y * width, pixels, ((top + y) * page.getWidth() + left) * 3, width);
        }
    }
}
