package io.stickermill.generation.maker;

/** Finds the drawings of a sheet and shows them with their numbers. Safe for any number of threads. */
public interface PackSheetMaker {

    /**
     * Looks at a picture. Deterministic, and of one mind with a {@link StickerMaker}: the number that a drawing gets here is,
     * less one, its {@linkplain StickerOptions#sheetCell() cell} there.
     *
     * @throws UnusablePhoto if it can't be looked at, or it takes too long
     * @throws MakerEnded if what works on it ended
     */
    PackSheet packSheet(byte[] photo) throws UnusablePhoto;
}
