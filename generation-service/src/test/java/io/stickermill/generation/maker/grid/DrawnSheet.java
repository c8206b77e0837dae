package io.stickermill.generation.maker.grid;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of simple figures whose grid is known, as image models draw them. The same seed gives the same sheet. Even seeds are
 * there to tune on, odd ones to report.
 *
 * @param file a JPEG, or a PNG where the ground can be seen through
 * @param hard all of its difficulties
 * @param ground its colour, in the middle of what it changes through
 * @param figures in reading order, null where a cell is empty; pixels
 */
public record DrawnSheet(
        byte[] file,
        int width,
        int height,
        int rows,
        int columns,
        Set<Difficulty> hard,
        Color ground,
        List<@Nullable Figure> figures) {

    /** What makes a sheet hard. */
    public enum Difficulty {
        WHITE_FIGURES,
        BLACK_GROUND,
        MAGENTA_GROUND,
        PALE_GROUND,
        GRADIENT,
        NOISE,
        STRONG_JPEG,
        UNEVEN,
        OFF_CENTRE,
        LOOSE_PARTS,
        SHADOWS,
        EMPTY_CELL,
        OVER_THE_LINE,
        TOUCHING,
        LINES,
        TRANSPARENT,
        /** Never by chance: seeds keep their sheets. */
        GREEN_GROUND
    }

    /**
     * @param bounds of all that was drawn of it, shadows aside
     * @param shape which pixels of the bounds it covers, row by row
     */
    public record Figure(Rectangle bounds, BitSet shape, Color colour) {}

    /** Any grid, with whatever difficulties the seed brings. */
    public static DrawnSheet of(long seed) {
        Random random = new Random(seed * 6151 + 17);
        random.nextInt();
        int rows = 2 + random.nextInt(4);
        int columns = 2 + random.nextInt(4);
        Set<Difficulty> hard = EnumSet.noneOf(Difficulty.class);
        Difficulty[] grounds = {
            null, Difficulty.BLACK_GROUND, Difficulty.MAGENTA_GROUND, Difficulty.PALE_GROUND, Difficulty.TRANSPARENT
        };
        Difficulty ground = grounds[random.nextInt(grounds.length)];
        if (ground != null) {
            hard.add(ground);
        }
        for (Difficulty each : Difficulty.values()) {
            double share = switch (each) {
                case BLACK_GROUND, MAGENTA_GROUND, PALE_GROUND, TRANSPARENT, GREEN_GROUND -> 0;
                case UNEVEN, OFF_CENTRE -> 0.6;
                case LINES -> 0.1;
                default -> 0.3;
            };
            if (random.nextDouble() < share) {
                hard.add(each);
            }
        }
        return of(seed, rows, columns, hard);
    }

    public static DrawnSheet of(long seed, int rows, int columns, Difficulty... difficulties) {
        Set<Difficulty> hard = EnumSet.noneOf(Difficulty.class);
        hard.addAll(List.of(difficulties));
        return of(seed, rows, columns, hard);
    }

    /**
     * What is wrong with what was found: rows, columns, which cells are empty, and a drawing's centre beyond its cell.
     *
     * @return null where all is right
     */
    public @Nullable String fault(SheetLayout found) {
        if (!(found instanceof Grid grid)) {
            return found.toString();
        }
        if (grid.rows() != rows || grid.columns() != columns) {
            return "%d rows and %d columns in place of %d and %d".formatted(grid.rows(), grid.columns(), rows, columns);
        }
        Cell last = grid.cells().getLast();
        double scale = (double) width / (last.left() + last.width());
        for (int i = 0; i < figures.size(); i++) {
            @Nullable Figure figure = figures.get(i);
            Cell cell = grid.cells().get(i);
            if (cell.empty() != (figure == null)) {
                return "cell %d is %sempty".formatted(i, cell.empty() ? "" : "not ");
            }
            var place = new Rectangle(cell.left(), cell.top(), cell.width(), cell.height());
            if (figure != null
                    && !place.contains(
                            figure.bounds().getCenterX() / scale,
                            figure.bounds().getCenterY() / scale)) {
                return "cell %d is elsewhere".formatted(i);
            }
        }
        return null;
    }

    private static DrawnSheet of(long seed, int rows, int columns, Set<Difficulty> hard) {
        return new Drawing(new Random(seed * 7919 + rows * 31L + columns), rows, columns, hard).sheet();
    }

    /** One sheet being drawn. */
    private static final class Drawing {

        private static final int[][] SIZES = {{1024, 1024}, {1024, 1024}, {1536, 1024}, {1024, 1536}, {768, 960}};

        private final Random random;
        private final int rows;
        private final int columns;
        private final Set<Difficulty> hard;
        private final int width;
        private final int height;
        private final BufferedImage page;
        private final Graphics2D graphics;
        private final Color ground;

        Drawing(Random random, int rows, int columns, Set<Difficulty> hard) {
            this.random = random;
            random.nextInt();
            this.rows = rows;
            this.columns = columns;
            this.hard = hard;
            int[] size = SIZES[random.nextInt(SIZES.length)];
            width = size[0];
            height = size[1];
            page = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            graphics = page.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            ground = ground();
        }

        DrawnSheet sheet() {
            double[] across = lines(columns, width);
            double[] down = lines(rows, height);
            paintGround();
            if (hard.contains(Difficulty.LINES)) {
                paintLines(across, down);
            }
            int empty = hard.contains(Difficulty.EMPTY_CELL) ? random.nextInt(rows * columns) : -1;
            List<@Nullable Figure> figures = new ArrayList<>();
            for (int cell = 0; cell < rows * columns; cell++) {
                int column = cell % columns;
                int row = cell / columns;
                var box = new CellBox(across[column], down[row], across[column + 1], down[row + 1]);
                figures.add(cell == empty ? null : figure(box, column < columns - 1, row < rows - 1));
            }
            if (hard.contains(Difficulty.NOISE)) {
                addNoise(2 + 5 * random.nextDouble());
            }
            return new DrawnSheet(file(), width, height, rows, columns, hard, ground, figures);
        }

        private Color ground() {
            if (hard.contains(Difficulty.TRANSPARENT)) {
                return new Color(0, 0, 0, 0);
            }
            if (hard.contains(Difficulty.BLACK_GROUND)) {
                return Color.BLACK;
            }
            if (hard.contains(Difficulty.MAGENTA_GROUND)) {
                return Color.MAGENTA;
            }
            if (hard.contains(Difficulty.GREEN_GROUND)) {
                return Color.GREEN;
            }
            return hard.contains(Difficulty.PALE_GROUND)
                    ? Color.getHSBColor(random.nextFloat(), 0.1f + 0.3f * random.nextFloat(), 0.9f)
                    : Color.WHITE;
        }

        /** Where cells begin and end, margins left out. */
        private double[] lines(int count, int length) {
            boolean uneven = hard.contains(Difficulty.UNEVEN);
            double first = length * (uneven ? 0.09 * random.nextDouble() : 0.02);
            double last = length * (1 - (uneven ? 0.09 * random.nextDouble() : 0.02));
            double[] shares = new double[count];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                shares[i] = uneven ? 0.86 + 0.28 * random.nextDouble() : 1;
                sum += shares[i];
            }
            double[] lines = new double[count + 1];
            lines[0] = first;
            for (int i = 0; i < count; i++) {
                lines[i + 1] = lines[i] + (last - first) * shares[i] / sum;
            }
            return lines;
        }

        private void paintGround() {
            boolean gradient = hard.contains(Difficulty.GRADIENT) && ground.getAlpha() > 0;
            boolean radial = random.nextBoolean();
            double angle = 2 * Math.PI * random.nextDouble();
            double[] range = {
                70 * random.nextDouble() - 35, 70 * random.nextDouble() - 35, 70 * random.nextDouble() - 35
            };
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double u = 2.0 * x / width - 1;
                    double v = 2.0 * y / height - 1;
                    double at =
                            !gradient ? 0 : radial ? 1 - Math.hypot(u, v) : u * Math.cos(angle) + v * Math.sin(angle);
                    page.setRGB(
                            x,
                            y,
                            ground.getAlpha() << 24
                                    | limited(ground.getRed() + at * range[0]) << 16
                                    | limited(ground.getGreen() + at * range[1]) << 8
                                    | limited(ground.getBlue() + at * range[2]));
                }
            }
        }

        private void paintLines(double[] across, double[] down) {
            graphics.setColor(new Color(128, 128, 128));
            for (int i = 1; i < columns; i++) {
                graphics.fillRect((int) across[i] - 1, 0, 3, height);
            }
            for (int i = 1; i < rows; i++) {
                graphics.fillRect(0, (int) down[i] - 1, width, 3);
            }
        }

        private Figure figure(CellBox cell, boolean roomRight, boolean roomBelow) {
            boolean touching = hard.contains(Difficulty.TOUCHING) && random.nextDouble() < 0.35;
            double part = touching
                    ? 1.0
                    : hard.contains(Difficulty.OFF_CENTRE)
                            ? 0.5 + 0.4 * random.nextDouble()
                            : 0.72 + 0.18 * random.nextDouble();
            double side = part * Math.min(cell.width(), cell.height());
            boolean over = hard.contains(Difficulty.OVER_THE_LINE) && random.nextDouble() < 0.3;
            double freeX = cell.width() - side;
            double freeY = cell.height() - side;
            double most = 0.2 * Math.min(cell.width(), cell.height());
            double atX = freeX / 2 + offCentre(Math.min(most, 0.45 * freeX));
            double atY = freeY / 2 + offCentre(Math.min(most, 0.45 * freeY));
            double reach = (0.03 + 0.07 * random.nextDouble()) * side;
            if (over && roomRight && random.nextBoolean()) {
                atX = freeX + reach;
            } else if (over && roomBelow) {
                atY = freeY + reach;
            }
            var layer = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            Graphics2D pen = layer.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            Color colour = colour();
            new FigurePen(random, pen, colour, ink(), hard.contains(Difficulty.LOOSE_PARTS))
                    .draw(cell.left() + atX, cell.top() + atY, side);
            pen.dispose();
            if (hard.contains(Difficulty.SHADOWS) && ground.getAlpha() > 0) {
                graphics.setColor(new Color(0, 0, 0, 40));
                graphics.fillOval(
                        (int) (cell.left() + atX + side * 0.15),
                        (int) (cell.top() + atY + side * 0.93),
                        (int) (side * 0.7),
                        (int) (side * 0.07));
            }
            graphics.drawImage(layer, 0, 0, null);
            return figure(layer, colour);
        }

        private double offCentre(double most) {
            return hard.contains(Difficulty.OFF_CENTRE) ? most * (2 * random.nextDouble() - 1) : 0;
        }

        /** Never near the ground's, unless that is the difficulty. */
        private Color colour() {
            if (hard.contains(Difficulty.WHITE_FIGURES) && random.nextBoolean()) {
                return ground.equals(Color.BLACK) || isKey() ? ground : Color.WHITE;
            }
            while (true) {
                Color colour = Color.getHSBColor(
                        random.nextFloat(), 0.4f + 0.6f * random.nextFloat(), 0.4f + 0.6f * random.nextFloat());
                int apart = Math.abs(colour.getRed() - ground.getRed())
                        + Math.abs(colour.getGreen() - ground.getGreen())
                        + Math.abs(colour.getBlue() - ground.getBlue());
                if (apart > 150) {
                    return colour;
                }
            }
        }

        private boolean isKey() {
            return ground.equals(Color.MAGENTA) || ground.equals(Color.GREEN);
        }

        private Color ink() {
            return ground.equals(Color.BLACK) ? new Color(230, 230, 230) : new Color(30, 25, 35);
        }

        private Figure figure(BufferedImage layer, Color colour) {
            int[] pixels = layer.getRGB(0, 0, width, height, null, 0, width);
            int left = width;
            int right = 0;
            int top = height;
            int bottom = 0;
            for (int i = 0; i < pixels.length; i++) {
                if (pixels[i] >>> 24 > 127) {
                    int x = i % width;
                    int y = i / width;
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
            var bounds = new Rectangle(left, top, right - left, bottom - top);
            var shape = new BitSet(bounds.width * bounds.height);
            for (int i = 0; i < bounds.width * bounds.height; i++) {
                int at = (top + i / bounds.width) * width + left + i % bounds.width;
                shape.set(i, pixels[at] >>> 24 > 127);
            }
            return new Figure(bounds, shape, colour);
        }

        private void addNoise(double deviation) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int argb = page.getRGB(x, y);
                    int noisy = argb & 0xff000000;
                    for (int shift = 0; shift < 24; shift += 8) {
                        noisy |= limited((argb >> shift & 0xff) + deviation * random.nextGaussian()) << shift;
                    }
                    page.setRGB(x, y, noisy);
                }
            }
        }

        private static int limited(double value) {
            return Math.clamp(Math.round(value), 0, 255);
        }

        private byte[] file() {
            graphics.dispose();
            var out = new ByteArrayOutputStream();
            try {
                if (ground.getAlpha() == 0) {
                    ImageIO.write(page, "png", out);
                } else {
                    writeJpeg(out);
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return out.toByteArray();
        }

        private void writeJpeg(ByteArrayOutputStream out) throws IOException {
            var opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D copy = opaque.createGraphics();
            copy.setComposite(AlphaComposite.Src);
            copy.drawImage(page, 0, 0, null);
            copy.dispose();
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(
                    hard.contains(Difficulty.STRONG_JPEG) ? 0.3f + 0.3f * random.nextFloat() : 0.87f);
            try (var stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(opaque, null, null), settings);
            } finally {
                writer.dispose();
            }
        }

        private record CellBox(double left, double top, double right, double bottom) {

            double width() {
                return right - left;
            }

            double height() {
                return bottom - top;
            }
        }
    }
}
