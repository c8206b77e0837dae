package io.stickermill.benchmarks;

import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own with the tables of gateway and history, made by their own migrations, and beside it the database
 * of an old bot: what an import is tested and measured on without the services.
 */
public final class EmptyStickermill implements AutoCloseable {

    private static final List<String> OWNERS = List.of("gateway", "history");

    private final LocalParts parts;
    private final StackLogins logins;
    private final String oldBot;

    private EmptyStickermill(LocalParts parts, StackLogins logins, String oldBot) {
        this.parts = parts;
        this.logins = logins;
        this.oldBot = oldBot;
    }

    /** @param root the repository's, with the services' migrations */
    public static EmptyStickermill start(Path home, Path root) throws SQLException, IOException {
        LocalParts parts = LocalParts.start(home, Set.of(PartKind.POSTGRES));
        StackLogins logins = new StackLogins(new Home(home));
        for (String owner : OWNERS) {
            migrate(parts.springProperties(owner), root.resolve(owner + "-service/src/main/resources/db/migration"));
        }
        return new EmptyStickermill(parts, logins, logins.oldBot(url(parts)));
    }

    public String url() {
        return url(parts);
    }

    public String oldBotUrl() {
        return oldBot;
    }

    public String password(String role) {
        return logins.password(role);
    }

    /** For looking at everything. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", logins.password("postgres"));
    }

    public Connection oldBot() throws SQLException {
        return DriverManager.getConnection(oldBot, StackLogins.OLD_BOT, logins.password(StackLogins.OLD_BOT));
    }

    @Override
    public void close() {
        parts.close();
    }

    private static String url(LocalParts parts) {
        return Objects.requireNonNull(parts.springProperties("history").get("spring.datasource.url"));
    }

    private static void migrate(Map<String, String> settings, Path folder) throws SQLException, IOException {
        List<Path> scripts;
        try (Stream<Path> files = Files.list(folder)) {
            scripts = files.sorted(Comparator.comparingInt(EmptyStickermill::version))
                    .toList();
        }
        try (Connection connection = DriverManager.getConnection(
                        settings.get("spring.datasource.url"),
                        settings.get("spring.datasource.username"),
                        settings.get("spring.datasource.password"));
                Statement statement = connection.createStatement()) {
            for (Path script : scripts) {
                statement.execute(Files.readString(script));
            }
        }
    }

    /** Callbacks come after all versions. */
    private static int version(Path script) {
        String name = script.getFileName().toString();
        return name.startsWith("V") ? Integer.parseInt(name.substring(1, name.indexOf("__"))) : Integer.MAX_VALUE;
    }
}
