package io.stickermill.history.migration;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.nio.file.Path;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own, as history's role sees it. Nothing is in it until it is migrated. */
final class HistoryDatabase implements AutoCloseable {

    private final LocalParts parts;
    private final DriverManagerDataSource source;

    HistoryDatabase(Path folder) {
        parts = LocalParts.start(folder, Set.of(PartKind.POSTGRES));
        var settings = parts.springProperties("history");
        source = new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
    }

    JdbcClient sql() {
        return JdbcClient.create(source);
    }

    /** @param version number of the last migration, or {@code latest} */
    void migrateTo(String version) {
        Flyway.configure()
                .dataSource(source)
                .schemas("history")
                .createSchemas(false)
                .target(version)
                .load()
                .migrate();
    }

    @Override
    public void close() {
        parts.close();
    }
}
