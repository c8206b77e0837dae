package io.stickermill.generation.maker;

import java.util.function.Consumer;

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
     * @throws MakerEnded if what works on the photo ended
     */
    MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto;

    /**
     * Makes the sticker and, where the maker is not sure of it, the variants that follow it, which cost little beside it.
     *
     * @param each given every sticker as soon as it is made, the one that was asked for first; the {@linkplain
     *     MadeSticker#following() number} of the others stands in it
     * @throws UnusablePhoto before the first is made, and only then
     * @throws MakerEnded before the first is made, and only then
     */
    void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each)
            throws UnusablePhoto;

    /**
     * The same maker for a photo that is suspected of ending what works on it: it waits until nothing else is worked on, and
     * nothing else is until it is done.
     */
    default StickerMaker alone() {
        return this;
    }
}
