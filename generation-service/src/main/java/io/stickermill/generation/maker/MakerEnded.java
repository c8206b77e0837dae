package io.stickermill.generation.maker;

import java.io.Serial;

/**
 * What worked on the photo ended before there was a sticker. Once may be chance; whether the photo did it is not known.
 * Nothing of the attempt is to be seen.
 */
public final class MakerEnded extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param how for the operator: what was seen, without anything private */
    public MakerEnded(String how) {
        super(how, null, false, false);
    }

    public String how() {
        return String.valueOf(getMessage());
    }
}
