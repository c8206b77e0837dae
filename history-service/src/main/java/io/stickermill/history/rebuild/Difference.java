package io.stickermill.history.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * One column of one row that is not the same, or a whole row.
 *
 * @param key the row's primary key as a JSON array
 * @param column {@link #ROW} if one side has no such row
 * @param live null where the column is, or there is no row
 */
record Difference(
        String table,
        String key,
        String column,
        @Nullable String live,
        @Nullable String rebuilt) {

    static final String ROW = "(row)";

    private static final int LONGEST = 80;

    /** Tells the place from others, whatever is there. */
    String place() {
        return table + " " + key + " " + column;
    }

    @Override
    public String toString() {
        return "%s %s %s: live %s, rebuilt %s".formatted(table, key, column, shown(live), shown(rebuilt));
    }

    private static String shown(@Nullable String value) {
        return value == null ? "null" : value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }
}
