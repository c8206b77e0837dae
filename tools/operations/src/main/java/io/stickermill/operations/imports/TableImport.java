package io.stickermill.operations.imports;

import java.sql.SQLException;

/** How the rows of one table are read, judged and written. */
interface TableImport {

    SourceTable table();

    /** A query with the row's {@code key}, by which it is ordered and resumed, and its {@code id} as text. */
    String select(SourceShape shape);

    /** The type of that {@code key}, as it can stand in a cast. */
    default String keyType(SourceShape shape) {
        return shape.type(table(), "id");
    }

    /** A query for the number of its rows, which may be a little off when only some are wanted. */
    default String count() {
        return "select count(*) from " + table().tableName();
    }

    Verdict judge(SourceRow row) throws SQLException;

    Upsert upsert();
}
