package io.stickermill.generation.maker.caption;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets a text as large as the width allows: in one line, in two or three, and what is long in more and smaller ones. Two
 * hundred characters of any script fit. Safe for any number of threads.
 */
public final class Caption {

    private static final float LARGEST = 66;

    /** Still read on a phone, where a sticker is half as wide. */
    private static final float SMALLEST = 18;

    private static final float STEP = 2;

    /** Two lines are not larger: one at a good size looks better. */
    private static final float LARGEST_OF_SEVERAL = 58;

    /** A word goes on in the next line only where it would be hard to read in one. */
    private static final float LARGEST_OF_BROKEN_WORDS = 26;

    /** Pixels for all lines together, and what a long text may take at most. */
    private static final float[] HEIGHTS = {120, 216};

    /** The dark rim of the letters, in parts of their size. */
    private static final float RIM = 0.15f;

    private static final float LINE = 1.04f;

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private static final Color INK = Color.WHITE;

    private static final Color RIM_INK = new Color(0x1b1b24);

    private static final Color NO_INK = new Color(0, true);

    private final CaptionFonts fonts = new CaptionFonts();

    /**
     * Draws a text.
     *
     * @param text any characters; its line breaks are kept where there is room for them
     * @param width pixels that it may take
     * @return empty if there is nothing to be seen in it
     * @throws UnusablePhoto if there is no font for it, or no room
     */
    public Optional<Lettering> of(String text, int width) throws UnusablePhoto {
        List<CaptionFonts.Run> paragraphs = seen(text).lines().map(fonts::run).toList();
        if (paragraphs.isEmpty()) {
            return Optional.empty();
        }
        String undrawable =
                paragraphs.stream().map(CaptionFonts.Run::undrawable).collect(Collectors.joining());
        if (!undrawable.isEmpty()) {
            throw new UnusablePhoto(
                    Reason.TEXT_UNDRAWABLE,
                    "no font for "
                            + undrawable
                                    .codePoints()
                                    .limit(5)
                                    .mapToObj("U+%04X"::formatted)
                                    .collect(Collectors.joining(", ")));
        }
        return Optional.of(set(paragraphs, width)
                .or(() -> set(List.of(fonts.run(seen(text).replace('\n', ' '))), width))
                .orElseThrow(() -> new UnusablePhoto(Reason.TEXT_UNDRAWABLE, "a text that does not fit"))
                .drawn());
    }

    private static String seen(String text) {
        return text.lines()
                .map(line -> line.replaceAll("[\\s\\p{Cc}]+", " ")
                        .replaceAll("[\\p{Co}\\p{Cs}]", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static Optional<Lines> set(List<CaptionFonts.Run> paragraphs, int width) {
        for (float height : HEIGHTS) {
            for (float size = LARGEST; size >= SMALLEST; size -= STEP) {
                int most = size > LARGEST_OF_SEVERAL ? 1 : (int) (height / size);
                Optional<Lines> lines = lines(paragraphs, size, width, most);
                if (lines.isPresent()) {
                    return lines;
                }
            }
        }
        return Optional.empty();
    }

    /** The lines at this size, if there are no more than so many. */
    private static Optional<Lines> lines(List<CaptionFonts.Run> paragraphs, float size, int width, int most) {
        List<TextLayout> all = new ArrayList<>();
        float room = width - 2 * RIM * size;
        for (CaptionFonts.Run paragraph : paragraphs) {
            List<TextLayout> wrapped = wrapped(paragraph, size, room, most - all.size());
            if (wrapped.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(wrapped);
        }
        return Optional.of(new Lines(all, size));
    }

    /** Lines of about the same length; none if more than so many are needed. */
    private static List<TextLayout> wrapped(CaptionFonts.Run paragraph, float size, float width, int most) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        var measurer = new LineBreakMeasurer(paragraph.in(size).getIterator(), breaks, CONTEXT);
        List<TextLayout> lines = broken(measurer, paragraph, width, most, size <= LARGEST_OF_BROKEN_WORDS);
        if (lines.size() < 2) {
            return lines;
        }
        float narrow = width / 2;
        float wide = width;
        while (wide - narrow > 4) {
            float middle = (narrow + wide) / 2;
            List<TextLayout> closer = broken(measurer, paragraph, middle, lines.size(), false);
            if (closer.isEmpty()) {
                narrow = middle;
            } else {
                wide = middle;
                lines = closer;
            }
        }
        return lines;
    }

    /** @param words whether one that is longer than a line may be broken; else it does not fit */
    private static List<TextLayout> broken(
            LineBreakMeasurer measurer, CaptionFonts.Run paragraph, float width, int most, boolean words) {
        List<TextLayout> lines = new ArrayList<>();
        measurer.setPosition(0);
        while (measurer.getPosition() < paragraph.length()) {
            if (lines.size() == most) {
                return List.of();
            }
            TextLayout line = measurer.nextLayout(width);
            if (line.getVisibleAdvance() > width || !words && paragraph.isWithinWord(measurer.getPosition())) {
                return List.of();
            }
            lines.add(line);
        }
        return lines;
    }

    /** What is to be drawn, and how large. */
    private record Lines(List<TextLayout> layouts, float size) {

        Lettering drawn() {
            List<Shape> shapes = new ArrayList<>();
            Rectangle2D bounds = null;
            for (int line = 0; line < layouts.size(); line++) {
                TextLayout layout = layouts.get(line);
                shapes.add(layout.getOutline(AffineTransform.getTranslateInstance(left(line), baseline(line))));
                Rectangle2D box = layout.getBounds();
                box.setRect(box.getX() + left(line), box.getY() + baseline(line), box.getWidth(), box.getHeight());
                bounds = bounds == null ? box : bounds.createUnion(box);
            }
            if (bounds == null) {
                throw new IllegalStateException("no lines to draw");
            }
            double room = RIM * size / 2 + 1;
            int width = Math.max(1, (int) Math.ceil(bounds.getWidth() + 2 * room));
            int height = Math.max(1, (int) Math.ceil(bounds.getHeight() + 2 * room));
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.translate(room - bounds.getX(), room - bounds.getY());
            graphics.setStroke(new BasicStroke(RIM * size, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.setColor(RIM_INK);
            shapes.forEach(graphics::draw);
            shapes.forEach(graphics::fill);
            graphics.setColor(INK);
            shapes.forEach(graphics::fill);
            // The letters are there already: this adds the pictures.
            graphics.setColor(NO_INK);
            for (int line = 0; line < layouts.size(); line++) {
                layouts.get(line).draw(graphics, left(line), baseline(line));
            }
            graphics.dispose();
            return new Lettering(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        }

        private float left(int line) {
            return -layouts.get(line).getVisibleAdvance() / 2;
        }

        private float baseline(int line) {
            return line * size * LINE;
        }
    }
}
