package io.stickermill.generation.maker;

import java.io.Serial;

/** The photo can't become a sticker, however often it is tried. */
public final class UnusablePhoto extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why, in terms that the user is told; each has its namesake in the schemas' {@code GenerationFailure}. */
    public enum Reason {
        EMPTY_FILE,
        /** Not one of JPEG, PNG and WebP. */
        UNSUPPORTED_FORMAT,
        /** Damaged, cut short, or not an image at all. */
        UNREADABLE_IMAGE,
        TOO_MANY_PIXELS,
        TOO_SMALL,
        /** There is no font for the text that is to be set on it, or no room. */
        TEXT_UNDRAWABLE,
        /** It was worked on for longer than is allowed, and given up. */
        TIMED_OUT,
        /** A drawing of a sheet was asked for that the picture does not have. */
        NO_SUCH_DRAWING
    }

    private final Reason reason;

    /** @param detail for the operator: what was seen, without anything private */
    public UnusablePhoto(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
