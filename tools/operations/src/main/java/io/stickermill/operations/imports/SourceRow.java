package io.stickermill.operations.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One row of the old database, read as text. */
record SourceRow(ResultSet row) {

    /** The column; an empty one is none. */
    @Nullable
    String text(String column) throws SQLException {
        String value = row.getString(column);
        return value == null || value.isBlank() ? null : value;
    }

    /** As the old database has it, to be named in the report. */
    String oldId() throws SQLException {
        return String.valueOf(row.getString("id"));
    }

    boolean is(String column) throws SQLException {
        return row.getBoolean(column);
    }
}
