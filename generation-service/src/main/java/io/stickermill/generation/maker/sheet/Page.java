package io.stickermill.generation.maker.sheet;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.stickermill.generation.maker.finish.JpegFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture on which others are laid and letters drawn. For one thread. */
final class Page {

    /** A white outline and dark ink are both seen on it. */
    static final Color GROUND = new Color(0x9fb8c8);

    static final Color INK = new Color(0x16232d);

    private static final int QUALITY = 88;

    private final BufferedImage image;
    private final byte[] pixels;
    private final Graphics2D graphics;

    Page(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(INK);
    }

    /** Draws in ink, until another colour is chosen. */
    Graphics2D graphics() {
        return graphics;
    }

    /** @param bgr opaque, and within the page */
    void paste(Mat bgr, int left, int top) {
        int width = bgr.cols() * 3;
        byte[] picture = new byte[width * bgr.rows()];
        bgr.data().get(picture);
        for (int y = 0; y < bgr.rows(); y++) {
            System.arraycopy(picture, y * width, pixels, ((top + y) * image.getWidth() + left) * 3, width);
        }
    }

    byte[] jpeg() {
        Mat all = new Mat(image.getHeight(), image.getWidth(), CV_8UC3);
        all.data().put(pixels);
        return JpegFile.of(all, QUALITY);
    }
}
