package io.stickermill.generation.maker.caption;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GraphicAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A picture among letters: a little higher than they are, and without an outline that could be filled. No two are equal: equal
 * neighbours would be one run to Java2D, which breaks the lines of such a run in wrong places.
 */
final class EmojiAttribute extends GraphicAttribute {

    private static final float ASCENT = 0.93f;
    private static final float DESCENT = 0.24f;

    private final BufferedImage picture;
    private final float size;

    /** @param size of the letters beside it */
    EmojiAttribute(BufferedImage picture, float size) {
        super(ROMAN_BASELINE);
        this.picture = picture;
        this.size = size;
    }

    @Override
    public float getAscent() {
        return ASCENT * size;
    }

    @Override
    public float getDescent() {
        return DESCENT * size;
    }

    @Override
    public float getAdvance() {
        return (ASCENT + DESCENT) * size * picture.getWidth() / picture.getHeight();
    }

    @Override
    public Rectangle2D getBounds() {
        return new Rectangle2D.Float(0, -getAscent(), getAdvance(), getAscent() + getDescent());
    }

    @Override
    public Shape getOutline(AffineTransform place) {
        return new Path2D.Float();
    }

    @Override
    public void draw(Graphics2D graphics, float x, float y) {
        var place = AffineTransform.getTranslateInstance(x, y - getAscent());
        place.scale(getAdvance() / picture.getWidth(), (getAscent() + getDescent()) / picture.getHeight());
        graphics.drawImage(picture, place, null);
    }
}
