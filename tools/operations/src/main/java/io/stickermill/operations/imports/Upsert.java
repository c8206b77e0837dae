package io.stickermill.operations.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes many rows by one statement, each there once however often it is written. */
final class Upsert {

    /**
     * Classes of PostgreSQL's states that are about one row: what can't be read as the column's type, what a constraint
     * forbids, what is too large for an index. All others are about the database, and end the run.
     */
    private static final Set<String> OF_A_ROW = Set.of("22", "23", "54");

    private final String sql;
    private final int columns;

    /** @param type as PostgreSQL names it */
    record Column(String name, String type) {}

    /** @param namesAndTypes for example {@code id uuid} */
    static List<Column> columns(String... namesAndTypes) {
        return Stream.of(namesAndTypes)
                .map(column -> column.split(" "))
                .map(words -> new Column(words[0], words[1]))
                .toList();
    }

    /** @param onConflict what follows {@code on conflict}; the row that is there is {@code old} */
    Upsert(String table, List<Column> columns, String onConflict) {
        this.columns = columns.size();
        this.sql = """
                with written as (
                    insert into %s as old (%s)
                    select %s from unnest(%s) as t(%s)
                    on conflict %s
                    returning (old.xmax = 0) as fresh)
                select count(*), count(*) filter (where fresh) from written
                """.formatted(
                        table,
                        names(columns),
                        columns.stream().map(c -> c.name() + "::" + c.type()).collect(Collectors.joining(", ")),
                        columns.stream().map(_ -> "?::text[]").collect(Collectors.joining(", ")),
                        names(columns),
                        onConflict);
    }

    /** One row of a batch. */
    record Row(String oldId, List<@Nullable String> values) {}

    /**
     * @param fresh rows that were not there
     * @param changed rows that were there and are different now
     * @param refused rows that the table does not take, with the reason
     */
    record Written(long fresh, long changed, List<Finding> refused) {}

    /** Within the connection's transaction, which goes on. */
    Written write(Connection target, SourceTable source, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new Written(0, 0, List.of());
        }
        Savepoint before = target.setSavepoint();
        try {
            Written written = insert(target, rows);
            target.releaseSavepoint(before);
            return written;
        } catch (SQLException e) {
            if (!isOfARow(e)) {
                throw e;
            }
            target.rollback(before);
            return oneByOne(target, source, rows);
        }
    }

    private Written oneByOne(Connection target, SourceTable source, List<Row> rows) throws SQLException {
        long fresh = 0;
        long changed = 0;
        List<Finding> refused = new ArrayList<>();
        for (Row row : rows) {
            Savepoint before = target.setSavepoint();
            try {
                Written written = insert(target, List.of(row));
                fresh += written.fresh();
                changed += written.changed();
                target.releaseSavepoint(before);
            } catch (SQLException e) {
                if (!isOfARow(e)) {
                    throw e;
                }
                target.rollback(before);
                refused.add(new Finding(
                        source, row.oldId(), Finding.What.REFUSED, "does not fit: " + DatabaseLogin.firstLine(e)));
            }
        }
        return new Written(fresh, changed, refused);
    }

    private Written insert(Connection target, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            for (int i = 0; i < columns; i++) {
                int column = i;
                String[] values =
                        rows.stream().map(row -> row.values().get(column)).toArray(String[]::new);
                statement.setArray(i + 1, target.createArrayOf("text", values));
            }
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                long fresh = counts.getLong(2);
                return new Written(fresh, counts.getLong(1) - fresh, List.of());
            }
        }
    }

    private static boolean isOfARow(SQLException e) {
        return e.getSQLState() != null
                && e.getSQLState().length() == 5
                && OF_A_ROW.contains(e.getSQLState().substring(0, 2));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
