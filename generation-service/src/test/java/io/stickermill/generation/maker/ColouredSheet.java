package io.stickermill.generation.maker;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Three by three places on a plain ground with margins that differ, the fifth of them empty: eight faces, each of its own
 * colour. A sticker's colour says which of them it shows.
 */
public final class ColouredSheet {

    /** In reading order. */
    public static final List<Color> COLOURS = List.of(
            new Color(0xd32f2f),
            new Color(0x2e9b37),
            new Color(0x1e4fd8),
            new Color(0xf2b705),
            new Color(0x8e24aa),
            new Color(0x00b8c8),
            new Color(0xff7fb0),
            new Color(0x7a4a22));

    private static final int EMPTY = 4;

    private static final int LEFT = 70;

    private static final int TOP = 30;

    private static final int CELL = 270;

    private ColouredSheet() {}

    /** A PNG of 910 by 870. */
    public static byte[] file() {
        var page = new BufferedImage(LEFT + 3 * CELL + 30, TOP + 3 * CELL + 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0xf4f1ea));
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.setStroke(new BasicStroke(7));
        for (int i = 0; i < COLOURS.size(); i++) {
            int place = i < EMPTY ? i : i + 1;
            face(pen, LEFT + place % 3 * CELL + 35, TOP + place / 3 * CELL + 45, COLOURS.get(i), place % 2 == 0);
        }
        pen.dispose();
        var file = new ByteArrayOutputStream();
        try {
            ImageIO.write(page, "png", file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    private static void face(Graphics2D pen, int left, int top, Color colour, boolean round) {
        pen.setColor(colour);
        if (round) {
            pen.fillOval(left, top, 195, 185);
        } else {
            pen.fillRoundRect(left, top, 185, 185, 70, 70);
        }
        pen.setColor(Color.BLACK);
        if (round) {
            pen.drawOval(left, top, 195, 185);
        } else {
            pen.drawRoundRect(left, top, 185, 185, 70, 70);
        }
        pen.fillOval(left + 52, top + 62, 24, 34);
        pen.fillOval(left + 112, top + 62, 24, 34);
        pen.drawArc(left + 58, top + 85, 75, 60, 200, 140);
    }

    /** Which of the colours a picture is drawn in, from 0: its commonest one that is neither ground, line nor white. */
    public static int colourOf(byte[] file) {
        Pixels picture = Pixels.decoded(file);
        int[] count = new int[COLOURS.size()];
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int x = i % picture.width();
            int y = i / picture.width();
            if (picture.channels() == 4 && picture.alpha(x, y) < 255) {
                continue;
            }
            for (int c = 0; c < count.length; c++) {
                Color colour = COLOURS.get(c);
                int apart = Math.abs(picture.at(x, y, 0) - colour.getBlue())
                        + Math.abs(picture.at(x, y, 1) - colour.getGreen())
                        + Math.abs(picture.at(x, y, 2) - colour.getRed());
                count[c] += apart < 40 ? 1 : 0;
            }
        }
        int most = 0;
        for (int c = 1; c < count.length; c++) {
            most = count[c] > count[most] ? c : most;
        }
        int others = 0;
        for (int c = 0; c < count.length; c++) {
            others += c == most ? 0 : count[c];
        }
        if (count[most] < 5000 || others * 20 > count[most]) {
            throw new AssertionError("no one colour: " + Arrays.toString(count));
        }
        return most;
    }
}
