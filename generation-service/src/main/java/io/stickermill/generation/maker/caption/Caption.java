package io.stickermill.generation.maker.caption;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sets a text in at most two lines, as large as the width allows. Safe for any number of threads. */
public final class Caption {

    private static final float LARGEST = 66;

    private static final float SMALLEST = 26;

    private static final float STEP = 2;

    /** The dark rim of the letters, in parts of their size. */
    private static final float RIM = 0.15f;

    private static final float LINE = 1.04f;

    private static final int MOST_CHARACTERS = 200;

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private static final Color INK = Color.WHITE;

    private static final Color RIM_INK = new Color(0x1b1b24);

    private final CaptionFonts fonts = new CaptionFonts();

    /**
     * Draws a text.
     *
     * @param text any characters; line breaks are kept if there is one only
     * @param width pixels that it may take
     * @return empty if there is nothing to be seen in it
     */
    public Optional<Lettering> of(String text, int width) {
        String words = seen(text);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        for (float size = LARGEST; size >= SMALLEST; size -= STEP) {
            Optional<List<String>> lines = lines(words, size, width);
            // One line at a good size before two at a larger one.
            if (lines.isPresent() && (lines.get().size() == 1 || size <= LARGEST - 8)) {
                return Optional.of(drawn(lines.get(), size));
            }
        }
        return Optional.of(drawn(cut(words, width), SMALLEST));
    }

    private static String seen(String text) {
        String[] lines = text.strip().split("\\R", 3);
        String kept = lines.length == 2 ? plain(lines[0]) + "\n" + plain(lines[1]) : plain(text);
        String trimmed = kept.strip();
        int most =
                trimmed.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, trimmed.codePointCount(0, trimmed.length())));
        return trimmed.substring(0, most);
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\p{Cc}]+", " ")
                .replaceAll("[\\p{Co}\\p{Cs}]", "")
                .strip();
    }

    /** The lines at this size, if the text fits. */
    private Optional<List<String>> lines(String words, float size, int width) {
        int chosen = words.indexOf('\n');
        if (chosen >= 0) {
            List<String> both = List.of(words.substring(0, chosen), words.substring(chosen + 1));
            return both.stream().allMatch(line -> advance(line, size) <= width) ? Optional.of(both) : Optional.empty();
        }
        if (advance(words, size) <= width) {
            return Optional.of(List.of(words));
        }
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(words);
        Optional<List<String>> best = Optional.empty();
        double least = width;
        for (int at = breaks.next(); at != BreakIterator.DONE && at < words.length(); at = breaks.next()) {
            List<String> both =
                    List.of(words.substring(0, at).strip(), words.substring(at).strip());
            double longer = Math.max(advance(both.get(0), size), advance(both.get(1), size));
            if (longer <= least) {
                least = longer;
                best = Optional.of(both);
            }
        }
        return best;
    }

    /** What fits into two lines at the smallest size, and an ellipsis. */
    private List<String> cut(String words, int width) {
        List<String> lines = new ArrayList<>();
        String rest = words.replace('\n', ' ');
        for (int line = 0; line < 2 && !rest.isEmpty(); line++) {
            int fits = fitting(rest, width, line == 1 ? "…" : "");
            lines.add(fits == rest.length() ? rest : rest.substring(0, fits).strip() + (line == 1 ? "…" : ""));
            rest = rest.substring(fits).strip();
        }
        return lines;
    }

    private int fitting(String text, int width, String end) {
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        int space = 0;
        int fits = letters.next();
        for (int at = fits; at != BreakIterator.DONE; at = letters.next()) {
            if (advance(text.substring(0, at) + end, SMALLEST) > width) {
                return space > 0 ? space : fits;
            }
            fits = at;
            if (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                space = at;
            }
        }
        return text.length();
    }

    private double advance(String line, float size) {
        if (line.isEmpty()) {
            return 0;
        }
        return layout(line, size).getAdvance() + 2 * RIM * size;
    }

    private TextLayout layout(String line, float size) {
        return new TextLayout(fonts.attributed(line, size).getIterator(), CONTEXT);
    }

    private Lettering drawn(List<String> lines, float size) {
        List<Shape> shapes = new ArrayList<>();
        Rectangle2D bounds = new Rectangle2D.Double();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).isEmpty()) {
                continue;
            }
            TextLayout layout = layout(lines.get(line), size);
            var place = AffineTransform.getTranslateInstance(-layout.getAdvance() / 2.0, line * size * LINE);
            Shape shape = layout.getOutline(place);
            bounds = shapes.isEmpty() ? shape.getBounds2D() : bounds.createUnion(shape.getBounds2D());
            shapes.add(shape);
        }
        double room = RIM * size / 2 + 1;
        int width = Math.max(1, (int) Math.ceil(bounds.getWidth() + 2 * room));
        int height = Math.max(1, (int) Math.ceil(bounds.getHeight() + 2 * room));
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.translate(room - bounds.getX(), room - bounds.getY());
        graphics.setStroke(new BasicStroke(RIM * size, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(RIM_INK);
        shapes.forEach(graphics::draw);
        shapes.forEach(graphics::fill);
        graphics.setColor(INK);
        shapes.forEach(graphics::fill);
        graphics.dispose();
        return new Lettering(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }
}
