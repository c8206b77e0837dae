package io.stickermill.generation.maker.caption;

import java.awt.Graphics2D;
import java.awt.font.TextLayout;

/** A line of plain letters beside a picture. Safe for any number of threads. */
public final class Label {

    private final CaptionFonts fonts = new CaptionFonts();

    /**
     * Draws a line in the graphics' colour, smaller than asked for if it would be too wide.
     *
     * @param size of the letters, in pixels
     * @param centre where its middle stands
     * @param width pixels that it may take
     */
    public void draw(Graphics2D graphics, String line, float size, double centre, double baseline, double width) {
        TextLayout layout = layout(graphics, line, size);
        if (layout.getAdvance() > width) {
            layout = layout(graphics, line, (float) (size * width / layout.getAdvance()));
        }
        layout.draw(graphics, (float) (centre - layout.getAdvance() / 2), (float) baseline);
    }

    private TextLayout layout(Graphics2D graphics, String line, float size) {
        return new TextLayout(fonts.run(line).in(size).getIterator(), graphics.getFontRenderContext());
    }
}
