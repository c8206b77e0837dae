package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CMP_EQ;
import static org.bytedeco.opencv.global.opencv_core.CMP_NE;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.stickermill.generation.maker.photo.Photo;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of drawings in rows and columns. Its memory is native, as the sheet's: it lives as long as the {@code PointerScope}
 * in which it was found.
 */
public final class Grid implements SheetLayout {

    /** Round a drawing that reaches over its cell, in parts of the cell's longer side. */
    private static final double ROOM = 0.04;

    /** Pixels by which a neighbour's soft edge goes beyond what counts as drawn, at the working size. */
    private static final int SOFT = 3;

    private final int rows;
    private final int columns;
    private final List<Cell> cells;
    private final Photo sheet;
    private final @Nullable Ground ground;
    private final Owners owners;

    /**
     * @param sheet with transparency where its ground can be seen through, and only there
     * @param ground null where it can be seen through
     */
    Grid(int rows, int columns, List<Cell> cells, Photo sheet, @Nullable Ground ground, Owners owners) {
        this.rows = rows;
        this.columns = columns;
        this.cells = List.copyOf(cells);
        this.sheet = sheet;
        this.ground = ground;
        this.owners = owners;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** In reading order. */
    public List<Cell> cells() {
        return cells;
    }

    /** Which of the cells have a drawing, in reading order, from 0. */
    public List<Integer> drawn() {
        return IntStream.range(0, cells.size())
                .filter(index -> !cells.get(index).empty())
                .boxed()
                .toList();
    }

    /** The whole of it; without transparency where its ground is painted. */
    public Photo sheet() {
        return sheet;
    }

    /**
     * A cell as a picture of its own, at the sheet's scale: all of its drawing, also what reaches over the cell's lines, and
     * ground where other drawings reach in.
     *
     * @param index in reading order, from 0
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public Drawing drawing(int index) {
        Rect box = box(index);
        Mat others = others(index, box);
        Mat bgr = new Mat(sheet.bgr(), box).clone();
        if (ground != null) {
            Mat below = part(ground.colours(), box, INTER_LINEAR);
            below.copyTo(bgr, others);
            return new Drawing(new Photo(bgr, null), Key.of(bgr, below, ground.tolerance()));
        }
        Mat alpha = sheet.alpha();
        if (alpha == null) {
            return new Drawing(new Photo(bgr, null), null);
        }
        Mat seen = new Mat(alpha, box).clone();
        seen.setTo(new Mat(Scalar.all(0)), others);
        return new Drawing(new Photo(bgr, seen), null);
    }

    /** The cell, and the box of its drawing where that is beyond it, in pixels of the sheet. */
    private Rect box(int index) {
        Cell cell = cells.get(index);
        int left = cell.left();
        int top = cell.top();
        int right = left + cell.width();
        int bottom = top + cell.height();
        Rect own = boundingRect(ofCell(index));
        if (!own.empty()) {
            double byX = (double) sheet.bgr().cols() / owners.cells().cols();
            double byY = (double) sheet.bgr().rows() / owners.cells().rows();
            double room = ROOM * Math.max(cell.width(), cell.height());
            left = Math.min(left, (int) (own.x() * byX - room));
            top = Math.min(top, (int) (own.y() * byY - room));
            right = Math.max(right, (int) ((own.x() + own.width()) * byX + room));
            bottom = Math.max(bottom, (int) ((own.y() + own.height()) * byY + room));
        }
        left = Math.max(0, left);
        top = Math.max(0, top);
        return new Rect(
                left,
                top,
                Math.min(right, sheet.bgr().cols()) - left,
                Math.min(bottom, sheet.bgr().rows()) - top);
    }

    private Mat ofCell(int index) {
        Mat own = new Mat();
        compare(owners.cells(), new Mat(Scalar.all(index + 1)), own, CMP_EQ);
        return own;
    }

    /** 255 where other cells' drawings are, lines and specks, soft edges and all, in the box's own pixels. */
    private Mat others(int index, Rect box) {
        Mat own = ofCell(index);
        Mat others = new Mat();
        compare(owners.cells(), new Mat(Scalar.all(0)), others, CMP_NE);
        bitwise_or(others, owners.marks(), others);
        Mat notOwn = new Mat();
        bitwise_not(own, notOwn);
        bitwise_and(others, notOwn, others);
        dilate(others, others, getStructuringElement(MORPH_RECT, new Size(2 * SOFT + 1, 2 * SOFT + 1)));
        bitwise_and(others, notOwn, others);
        return part(others, box, INTER_NEAREST);
    }

    /** What lies within the box of a picture that shows all of the sheet at another size. */
    private Mat part(Mat small, Rect box, int interpolation) {
        double byX = (double) small.cols() / sheet.bgr().cols();
        double byY = (double) small.rows() / sheet.bgr().rows();
        Mat places = new Mat(2, 3, CV_64F);
        new DoublePointer(places.data()).put(byX, 0, (box.x() + 0.5) * byX - 0.5, 0, byY, (box.y() + 0.5) * byY - 0.5);
        Mat result = new Mat();
        warpAffine(
                small, result, places, box.size(), interpolation | WARP_INVERSE_MAP, BORDER_REPLICATE, Scalar.all(0));
        return result;
    }
}
