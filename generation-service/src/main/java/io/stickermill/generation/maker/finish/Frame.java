package io.stickermill.generation.maker.finish;

/** On which sides the photo's own frame cuts a subject: what lies beyond was never seen, and no line is drawn there. */
public record Frame(boolean top, boolean bottom, boolean left, boolean right) {

    public static final Frame NONE = new Frame(false, false, false, false);
}
