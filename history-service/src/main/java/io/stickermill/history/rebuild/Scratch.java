package io.stickermill.history.rebuild;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * The schema that history is rebuilt in: emptied, given its tables by history's own migrations, and empty again at the end.
 * One rebuild at a time has it.
 */
final class Scratch implements FlywayMigrationStrategy, AutoCloseable {

    static final String SCHEMA = "history_rebuild";

    private final DataSource database;
    private @Nullable Connection seat;
    private @Nullable Flyway flyway;

    Scratch(DataSource database) {
        this.database = database;
    }

    @Override
    public void migrate(Flyway history) {
        if (!List.of(history.getConfiguration().getSchemas()).equals(List.of(SCHEMA))) {
            throw new IllegalStateException(
                    "Would empty " + List.of(history.getConfiguration().getSchemas()));
        }
        try {
            Connection connection = database.getConnection();
            seat = connection;
            if (!answersYes(connection, "select to_regnamespace('" + SCHEMA + "') is not null")) {
                throw new IllegalStateException(
                        "There is no schema " + SCHEMA
                                + " to rebuild in: run deploy/postgres/services.sql in the database once more, as a superuser.");
            }
            if (!answersYes(connection, "select pg_try_advisory_lock(hashtext('" + SCHEMA + "'))")) {
                throw new IllegalStateException("Another rebuild runs already: wait for its end.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be used: " + e.getMessage(), e);
        }
        flyway = history;
        history.clean();
        history.migrate();
    }

    @Override
    public void close() throws SQLException {
        Flyway made = flyway;
        if (made != null) {
            made.clean();
        }
        Connection connection = seat;
        if (connection != null) {
            answersYes(connection, "select pg_advisory_unlock_all() is not null");
            connection.close();
        }
    }

    private static boolean answersYes(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
