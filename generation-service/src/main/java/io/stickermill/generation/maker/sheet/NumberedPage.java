package io.stickermill.generation.maker.sheet;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.caption.Label;
import io.stickermill.generation.maker.grid.Cell;
import io.stickermill.generation.maker.grid.Grid;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A sheet with a frame round each drawing and its number in the frame's corner. */
public final class NumberedPage {

    /** Pixels of the longer side: what Telegram shows of a photo, and what numbers need at least. */
    private static final int MOST = 1280;

    private static final int LEAST = 720;

    /** A disc's width in parts of the page's longer side: 17 of the 300 px that a phone shows. */
    private static final double DISC = 1 / 17.0;

    /** And at most this part of the smallest cell: all are alike. */
    private static final double OF_CELL = 0.27;

    /** Between a cell's line and its frame, in pixels. */
    private static final double INSET = 5;

    private static final double ROUNDING = 18;

    /** Seen on dark drawings and grounds, and hardly on others. */
    private static final Color LIGHT_LINE = new Color(255, 255, 255, 100);

    private static final Color DARK_LINE = new Color(0x16, 0x23, 0x2d, 100);

    private static final Color SHADOW = new Color(0, 0, 0, 50);

    private static final Label LABEL = new Label();

    private NumberedPage() {}

    /** A JPEG. */
    public static byte[] of(Grid grid) {
        Mat sheet = grid.sheet().on(Page.GROUND.getRGB());
        int longer = Math.max(sheet.cols(), sheet.rows());
        double scale = (double) Math.clamp(longer, LEAST, MOST) / longer;
        int width = Math.max(1, (int) Math.round(sheet.cols() * scale));
        int height = Math.max(1, (int) Math.round(sheet.rows() * scale));
        Mat shown = new Mat();
        resize(sheet, shown, new Size(width, height), 0, 0, scale < 1 ? INTER_AREA : INTER_CUBIC);
        Page page = new Page(width, height);
        page.paste(shown, 0, 0);
        List<Cell> cells = grid.drawn().stream().map(grid.cells()::get).toList();
        double disc = DISC * Math.max(width, height);
        for (Cell cell : cells) {
            disc = Math.min(disc, OF_CELL * scale * Math.min(cell.width(), cell.height()));
        }
        for (int i = 0; i < cells.size(); i++) {
            draw(page.graphics(), cells.get(i), scale, i + 1, disc);
        }
        return page.jpeg();
    }

    private static void draw(Graphics2D graphics, Cell cell, double scale, int number, double disc) {
        double left = cell.left() * scale + INSET;
        double top = cell.top() * scale + INSET;
        double width = cell.width() * scale - 2 * INSET;
        double height = cell.height() * scale - 2 * INSET;
        var frame = new RoundRectangle2D.Double(left, top, width, height, 2 * ROUNDING, 2 * ROUNDING);
        graphics.setColor(LIGHT_LINE);
        graphics.setStroke(new BasicStroke(5));
        graphics.draw(frame);
        graphics.setColor(DARK_LINE);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(frame);
        badge(graphics, Integer.toString(number), left + 4, top + 4, disc);
    }

    private static void badge(Graphics2D graphics, String number, double left, double top, double size) {
        graphics.setColor(SHADOW);
        graphics.fill(new Ellipse2D.Double(left, top + size / 20, size, size));
        graphics.setColor(Color.WHITE);
        graphics.fill(new Ellipse2D.Double(left, top, size, size));
        graphics.setColor(Page.INK);
        graphics.setStroke(new BasicStroke((float) (size / 22)));
        double edge = size / 44;
        graphics.draw(new Ellipse2D.Double(left + edge, top + edge, size - 2 * edge, size - 2 * edge));
        float letters = (float) (0.58 * size);
        // Digits are as high as 0.7 of their size.
        LABEL.draw(graphics, number, letters, left + size / 2, top + size / 2 + 0.35 * letters, 0.78 * size);
    }
}
