package io.stickermill.platform.dispatch;

/** A record is of a person who has been forgotten since: whoever reads on drops it. It says nothing of whom. */
public final class ForgottenPersonException extends UnreadableValueException {

    private static final long serialVersionUID = 1L;

    public ForgottenPersonException() {
        super("it is of a person who has been forgotten", null);
    }
}
