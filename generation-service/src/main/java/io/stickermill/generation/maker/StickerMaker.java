package io.stickermill.generation.maker;

/**
 * Makes a sticker of a photo. Deterministic: the same photo and options give the same bytes. The next {@linkplain
 * StickerOptions#variant() variant} gives another sticker where the maker has another: another cut-out, or another crop of a
 * card. A picture that brought its own transparency stays the same.
 */
public interface StickerMaker {

    /**
     * Blocks until the sticker is made, busy on the calling thread.
     *
     * @param photo the file as it was received; not changed, not kept
     * @param steps told of each step as it begins; what it throws abandons the work cleanly and reaches the caller, so
     *     it is also where a job that was cancelled or takes too long is given up
     * @throws UnusablePhoto if this photo can never give a sticker: an outcome to tell the user, not to retry
     */
    MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto;
}
