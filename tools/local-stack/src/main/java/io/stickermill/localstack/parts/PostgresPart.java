package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL server with the databases and roles of Stickermill and of the schema registry. */
final class PostgresPart implements Part {

    private static final String SUPERUSER = "postgres";

    private final Site site;

    PostgresPart(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return PartKind.POSTGRES.partName();
    }

    @Override
    public String address() {
        return site.jdbcUrl(StackDatabases.STICKERMILL);
    }

    @Override
    public Launch launch() throws IOException {
        Path folder = site.home().data(name());
        Path data = folder.resolve("data");
        PostgresPrograms programs = PostgresPrograms.in(site.build().postgresPrograms());
        if (!Files.exists(data)) {
            initialise(programs, folder, data);
        }
        return new Launch(
                programs.command(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=" + Site.HOST,
                        "-c",
                        "port=" + site.ports().of(name()),
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=64MB",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "jit=off",
                        "-c",
                        "timezone=UTC"),
                Map.of(),
                folder);
    }

    /** Stops at once instead of waiting for clients to leave ("fast shutdown"). */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public boolean ready() throws SQLException {
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(5);
        }
    }

    @Override
    public void onReady() throws SQLException, IOException {
        try (Connection connection = connect(SUPERUSER)) {
            StackDatabases.create(connection, site.secrets());
        }
        try (Connection connection = connect(StackDatabases.STICKERMILL)) {
            StackDatabases.separateServices(connection, site.build());
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                site.jdbcUrl(database) + "?connectTimeout=2&socketTimeout=20",
                SUPERUSER,
                site.secrets().databasePassword(SUPERUSER));
    }

    private void initialise(PostgresPrograms programs, Path folder, Path data) throws IOException {
        // Made beside its place and moved there at the end: a start that is killed leaves no half database.
        Path draft = Files.createTempDirectory(folder, "new-");
        Path password = folder.resolve("superuser.password");
        Home.writePrivate(password, site.secrets().databasePassword(SUPERUSER) + "\n");
        try {
            FiniteProgram.run(
                    "Initialising PostgreSQL's data folder",
                    programs.command(
                            "initdb",
                            "--pgdata=" + draft,
                            "--username=" + SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-sync",
                            "--no-instructions"),
                    folder,
                    site.home().log(name()));
        } finally {
            Files.delete(password);
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }
}
