package io.stickermill.contracts.button;

import java.util.Optional;

/**
 * How many drawings a sheet has, and in how many columns.
 *
 * @param cells those that are drawn, 1 to {@link #MOST}
 * @param columns 2 to 5
 */
public record SheetSize(int cells, int columns) {

    /** A grid of 5 by 5. */
    public static final int MOST = 25;

    public SheetSize {
        if (cells < 1 || cells > MOST || columns < 2 || columns > 5) {
            throw new IllegalArgumentException(cells + " drawings in " + columns + " columns are no sheet");
        }
    }

    /** Both as one number. */
    int number() {
        return cells * 10 + columns;
    }

    static Optional<SheetSize> of(int number) {
        int cells = number / 10;
        int columns = number % 10;
        return cells < 1 || cells > MOST || columns < 2 || columns > 5
                ? Optional.empty()
                : Optional.of(new SheetSize(cells, columns));
    }
}
