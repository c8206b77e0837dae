package io.stickermill.operations.imports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the import of one old database is, in the schema of the role {@code import}: written in the same transactions as
 * the rows that it tells of, so that it is right at whatever moment the process dies.
 */
final class Notes {

    private static final String TABLES = """
            create table if not exists "import".runs (
                source      text primary key,
                began_at    timestamptz not null default now(),
                finished_at timestamptz
            );
            create table if not exists "import".places (
                source     text not null references "import".runs on delete cascade,
                table_name text not null,
                last_id    text,
                finished   boolean not null,
                tally      jsonb not null,
                primary key (source, table_name)
            );
            create table if not exists "import".findings (
                source     text not null references "import".runs on delete cascade,
                table_name text not null,
                old_id     text not null,
                what       text not null,
                reason     text not null,
                primary key (source, table_name, old_id, reason)
            );
            """;

    private final Connection target;
    private final String source;

    /** @param source tells one old database, and what is taken of it, from another */
    Notes(Connection target, String source) {
        this.target = target;
        this.source = source;
    }

    /**
     * Takes up a run that did not come to its end, or begins a new one.
     *
     * @param anew whether to begin a new one in any case
     * @return when the run began that goes on; empty for a new one
     */
    Optional<Instant> begin(boolean anew) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(TABLES);
        }
        Instant began = anew ? null : unfinished();
        if (began == null) {
            update("delete from \"import\".runs where source = ?", source);
            update("insert into \"import\".runs (source) values (?)", source);
        }
        target.commit();
        return Optional.ofNullable(began);
    }

    /** How far a table is. */
    record Place(@Nullable String lastId, boolean finished, Tally tally) {}

    Place place(SourceTable table) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(
                "select last_id, finished, tally from \"import\".places where source = ? and table_name = ?")) {
            statement.setString(1, source);
            statement.setString(2, table.tableName());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Place(row.getString(1), row.getBoolean(2), Tally.of(row.getString(3)))
                        : new Place(null, false, new Tally());
            }
        }
    }

    /** Part of the transaction that writes the rows up to this place. */
    void reached(SourceTable table, Place place, List<Finding> findings) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement("""
                insert into "import".findings (source, table_name, old_id, what, reason) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)) {
            for (Finding finding : findings) {
                statement.setString(1, source);
                statement.setString(2, finding.table().tableName());
                statement.setString(3, finding.oldId());
                statement.setString(4, finding.what().word());
                statement.setString(5, finding.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = target.prepareStatement("""
                insert into "import".places (source, table_name, last_id, finished, tally) values (?, ?, ?, ?, ?::jsonb)
                on conflict (source, table_name) do update
                   set last_id = excluded.last_id, finished = excluded.finished, tally = excluded.tally
                """)) {
            statement.setString(1, source);
            statement.setString(2, table.tableName());
            statement.setString(3, place.lastId());
            statement.setBoolean(4, place.finished());
            statement.setString(5, place.tally().json());
            statement.executeUpdate();
        }
    }

    void finish() throws SQLException {
        update("update \"import\".runs set finished_at = now() where source = ?", source);
        target.commit();
    }

    void report(FindingsFile file) throws SQLException, IOException {
        try (PreparedStatement statement = target.prepareStatement("""
                select table_name, old_id, what, reason from "import".findings where source = ?
                 order by table_name, what, old_id, reason
                """)) {
            statement.setString(1, source);
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    file.add(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
                }
            }
        }
        target.commit();
    }

    private @Nullable Instant unfinished() throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(
                "select began_at from \"import\".runs where source = ? and finished_at is null")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Timestamp began = row.getTimestamp(1);
                return began.toInstant();
            }
        }
    }

    private void update(String sql, String value) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }
}
