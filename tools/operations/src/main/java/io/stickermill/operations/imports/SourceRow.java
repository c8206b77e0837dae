package io.stickermill.operations.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of the old database, read as text. */
record SourceRow(ResultSet row) {

    /** PostgreSQL also has infinity, dates before Christ and the year 294276, which nothing else can show or count with. */
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-[^B]*");

    /** The column; an empty one is none. */
    @Nullable
    String text(String column) throws SQLException {
        String value = row.getString(column);
        return value == null || value.isBlank() ? null : value;
    }

    /** A moment as text; null if there is none, or none that can be kept. */
    @Nullable
    String moment(String column) throws SQLException {
        String value = text(column);
        return value != null && MOMENT.matcher(value).matches() ? value : null;
    }

    /** Why {@link #moment} has none. */
    String without(String column) throws SQLException {
        String value = text(column);
        return value == null
                ? "has no " + column
                : "has the " + column + " " + value + ", which is no moment of the years 1 to 9999";
    }

    /** As the old database has it, to be named in the report. */
    String oldId() throws SQLException {
        return String.valueOf(row.getString("id"));
    }

    /** By which rows are ordered, and an import is resumed. */
    String key() throws SQLException {
        return String.valueOf(row.getString("key"));
    }

    boolean is(String column) throws SQLException {
        return row.getBoolean(column);
    }
}
