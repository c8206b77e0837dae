package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Databases, roles and schemas: a role per service that owns the schema of its name and may use nothing else; a database
 * and a role of its own for the schema registry. Done again at every start, so that each step may find its work done.
 */
final class StackDatabases {

    static final String STICKERMILL = "stickermill";
    static final String REGISTRY = "apicurio";

    /** The role that brings in an existing bot's data; no service runs with it. */
    static final String IMPORT = "import";

    private StackDatabases() {}

    /** Needs the superuser, in any database. */
    static void create(Connection connection, Secrets secrets) throws SQLException {
        for (Service service : Service.values()) {
            login(connection, service.serviceName(), secrets);
        }
        login(connection, REGISTRY, secrets);
        login(connection, IMPORT, secrets);
        login(connection, ConsolePart.NAME, secrets);
        database(connection, STICKERMILL, "postgres");
        database(connection, REGISTRY, REGISTRY);
    }

    /**
     * Needs the superuser, in the database {@link #STICKERMILL}.
     *
     * @param build has the SQL, which is the one that containers and servers elsewhere are set up with
     */
    static void separateServices(Connection connection, BuildOutputs build) throws SQLException, IOException {
        run(connection, Files.readString(build.servicesSql()));
    }

    static void login(Connection connection, String role, Secrets secrets) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            run(connection, "create role \"%s\" login".formatted(role));
        }
        // The driver sends the password's SCRAM verifier, so that the server's log can't hold the password.
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, secrets.databasePassword(role).toCharArray(), "scram-sha-256");
    }

    static void database(Connection connection, String name, String owner) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            run(connection, "create database %s owner %s".formatted(name, owner));
        }
        run(connection, "revoke all on database %s from public".formatted(name));
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Names are constants of ours; identifiers can't be parameters. */
    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
