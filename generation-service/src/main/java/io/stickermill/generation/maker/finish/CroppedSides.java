package io.stickermill.generation.maker.finish;

/** On which sides the photo's own frame cuts a subject: what lies beyond was never seen, and no line is drawn there. */
public record CroppedSides(boolean top, boolean bottom, boolean left, boolean right) {

    public static final CroppedSides NONE = new CroppedSides(false, false, false, false);
}
