package io.stickermill.operations.database;

import io.stickermill.common.NotReached;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the database, one after another on one connection, each of bounded time. The connection is made when it is needed
 * and again where it broke, so that a database that was away is found again.
 */
public final class LookedAtDatabase implements AutoCloseable {

    /** Name of the role that looks; {@code deploy/postgres/services.sql} makes it. */
    public static final String ROLE = "console";

    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 5;

    private final String url;
    private final @Nullable String password;
    private @Nullable Connection connection;

    /**
     * @param url JDBC's, of the database {@code stickermill}; a user that it names goes before {@link #ROLE}
     * @param password null where none is asked for
     */
    public LookedAtDatabase(String url, @Nullable String password) {
        this.url = url;
        this.password = password;
    }

    /** A row by its columns' names, in their order: text, numbers, truths; times as texts of ISO 8601; null for none. */
    public static final class Row extends LinkedHashMap<String, @Nullable Object> {

        private static final long serialVersionUID = 1;

        /** Null if there is no such value. */
        public @Nullable String text(String column) {
            Object value = get(column);
            return value == null ? null : value.toString();
        }

        public long number(String column) {
            return get(column) instanceof Number number ? number.longValue() : 0;
        }

        public boolean isTrue(String column) {
            return Boolean.TRUE.equals(get(column));
        }
    }

    /**
     * The rows of a query.
     *
     * @throws NotReached if the database does not answer in time
     */
    public synchronized List<Row> rows(String sql, @Nullable Object... parameters) {
        try {
            return ask(sql, parameters);
        } catch (SQLException e) {
            if (!isBroken()) {
                throw refused(e);
            }
        }
        // It was away meanwhile: once more on a new connection.
        try {
            return ask(sql, parameters);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private List<Row> ask(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.setQueryTimeout(ANSWER_SECONDS);
            if (!statement.execute()) {
                return List.of();
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet found) throws SQLException {
        Row row = new Row();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            String name = found.getMetaData().getColumnName(i);
            Object value = found.getObject(i);
            row.put(
                    name,
                    switch (value) {
                        case null -> null;
                        case Timestamp time -> time.toInstant().toString();
                        case Number number -> number;
                        case Boolean truth -> truth;
                        default ->
                            found.getMetaData().getColumnType(i) == Types.BINARY
                                    ? "<" + found.getBytes(i).length + " bytes>"
                                    : value.toString();
                    });
        }
        return row;
    }

    private Connection connected() throws SQLException {
        if (connection == null || connection.isClosed()) {
            Properties properties = new Properties();
            properties.setProperty("user", ROLE);
            if (password != null) {
                properties.setProperty("password", password);
            }
            properties.setProperty("ApplicationName", "stickermill " + ROLE);
            properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
            properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
            properties.setProperty("socketTimeout", Integer.toString(2 * ANSWER_SECONDS));
            properties.setProperty("options", "-c statement_timeout=" + ANSWER_SECONDS + "s");
            connection = DriverManager.getConnection(url, properties);
        }
        return connection;
    }

    private boolean isBroken() {
        try {
            return connection == null || connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Without the address's options: a driver takes secrets there. */
    private NotReached refused(SQLException e) {
        return new NotReached("The database", url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:postgresql:/*", ""), e);
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // Nothing is left to be done.
        }
    }
}
