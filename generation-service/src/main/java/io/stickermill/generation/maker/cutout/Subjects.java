package io.stickermill.generation.maker.cutout;

/** What might be cut out of one photo, the likeliest first; no two alike. */
public interface Subjects {

    /** How many there are; 0 where nothing whatever was found. */
    int count();

    /** How much of the first is expected to be right, 0 to 1; 0 where there is none. */
    double confidence();

    /** Whether the first is worth showing unasked: below that, more would be wrong than right. */
    boolean worthCutting();

    /** @param place from 0 */
    Subject at(int place);
}
