package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.ShippedSubjects;
import io.stickermill.generation.maker.StickerOptions;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a sheet's ground in the stickers of its drawings: nothing, and no drawing loses anything by that. */
class SheetGroundTest {

    private static final int CELL = 300;

    private static final int DISC = 4;

    private static final int RING = 5;

    private static final int WITH_A_DOT = 6;

    private static final Color PURPLE = new Color(0x8c5ac8);

    private static final LocalStickerMaker MAKER = new LocalStickerMaker(Patient.SETTINGS, ShippedSubjects.SEARCH);

    @ParameterizedTest
    @ValueSource(ints = {0xff00ff, 0x00ff00})
    void aVividGroundIsGoneAlsoWhereItsColourIsNearTheDrawings(int ground) throws Exception {
        Pixels sticker = made(sheet(new Color(ground), PURPLE, Color.BLACK), DISC);

        assertThat(shareOf(sticker, new Color(ground))).isLessThan(0.0005);
        assertThat(sticker.alpha(sticker.width() / 2, sticker.height() / 2)).isEqualTo(255);
        assertThat(seen(sticker)).as("of the square around a disc").isBetween(0.69, 0.75);
    }

    @Test
    void soItIsWhereTheDrawingEnclosesIt() throws Exception {
        Pixels sticker = made(sheet(Color.MAGENTA, PURPLE, Color.BLACK), RING);

        assertThat(sticker.alpha(sticker.width() / 2, sticker.height() / 2)).isZero();
        assertThat(sticker.alpha(sticker.width() / 2, sticker.height() / 10)).isEqualTo(255);
        assertThat(shareOf(sticker, Color.MAGENTA)).isLessThan(0.0005);
    }

    @Test
    void whatIsWhiteOnWhiteStaysWhole() throws Exception {
        Pixels sticker = made(sheet(Color.WHITE, Color.WHITE, Color.DARK_GRAY), DISC);

        assertThat(seen(sticker)).as("of the square around a disc").isBetween(0.69, 0.75);
        assertThat(shareOf(sticker, Color.WHITE)).as("its own").isGreaterThan(0.7);
    }

    /** A model for photos takes it for a speck. */
    @ParameterizedTest
    @ValueSource(ints = {0xff00ff, 0xffffff})
    void whatIsDrawnBesideTheFigureComesAlong(int ground) throws Exception {
        Pixels sticker = made(sheet(new Color(ground), PURPLE, Color.BLACK), WITH_A_DOT);

        assertThat(IntStream.range(0, sticker.width())
                        .filter(x -> sticker.alpha(x, sticker.height() / 15) == 255)
                        .count())
                .isBetween((long) sticker.width() / 20, (long) sticker.width() / 7);
    }

    private static Pixels made(byte[] sheet, int cell) throws Exception {
        MadeSticker made =
                MAKER.make(sheet, StickerOptions.DEFAULT.withOutline(false).withSheetCell(cell), _ -> {});
        assertThat(made.shape()).isEqualTo(Shape.CUT_OUT);
        return Pixels.decoded(made.webp());
    }

    /** Of what is seen. */
    private static double shareOf(Pixels sticker, Color colour) {
        double all = 0;
        double near = 0;
        for (int i = 0; i < sticker.width() * sticker.height(); i++) {
            int x = i % sticker.width();
            int y = i / sticker.width();
            boolean isNear = Math.abs(sticker.at(x, y, 0) - colour.getBlue()) < 64
                    && Math.abs(sticker.at(x, y, 1) - colour.getGreen()) < 64
                    && Math.abs(sticker.at(x, y, 2) - colour.getRed()) < 64;
            all += sticker.alpha(x, y);
            near += isNear ? sticker.alpha(x, y) : 0;
        }
        return near / all;
    }

    private static double seen(Pixels sticker) {
        return IntStream.range(0, sticker.width() * sticker.height())
                        .filter(i -> sticker.alpha(i % sticker.width(), i / sticker.width()) > 127)
                        .count()
                / ((double) sticker.width() * sticker.height());
    }

    /** Nine smileys, as a JPEG; one of them is a ring, and one has a dot beside it. */
    private static byte[] sheet(Color ground, Color body, Color line) throws Exception {
        var page = new BufferedImage(3 * CELL, 3 * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(ground);
        pen.fillRect(0, 0, 3 * CELL, 3 * CELL);
        pen.setStroke(new BasicStroke(3));
        for (int cell = 0; cell < 9; cell++) {
            int left = cell % 3 * CELL + 50;
            int top = cell / 3 * CELL + 50;
            pen.setColor(body);
            pen.fillOval(left, top, 200, 200);
            if (cell == WITH_A_DOT) {
                pen.fillOval(left + 90, top - 30, 20, 20);
            }
            if (body.equals(ground)) {
                pen.setColor(line);
                pen.drawOval(left, top, 200, 200);
            }
            if (cell == RING) {
                pen.setColor(ground);
                pen.fillOval(left + 60, top + 60, 80, 80);
            } else {
                pen.setColor(line);
                pen.fillOval(left + 60, top + 60, 20, 30);
                pen.fillOval(left + 120, top + 60, 20, 30);
                pen.drawArc(left + 50, top + 60, 100, 100, 200, 140);
            }
        }
        pen.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(page, "jpeg", file);
        return file.toByteArray();
    }
}
