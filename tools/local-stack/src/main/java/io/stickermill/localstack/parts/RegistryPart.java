package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The schema registry (Apicurio). It keeps its schemas in PostgreSQL: its storage in memory would forget them at a
 * restart, and old records could no longer be read.
 */
final class RegistryPart implements Part {

    private static final String MANAGEMENT = "registry-management";

    private final Site site;

    RegistryPart(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return PartKind.REGISTRY.partName();
    }

    @Override
    public String address() {
        return site.http(name());
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        site.build().java(),
                        "-Xms32m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        site.build().registryJar().toString()),
                Map.ofEntries(
                        Map.entry("QUARKUS_HTTP_HOST", Site.HOST),
                        Map.entry("QUARKUS_HTTP_PORT", port(name())),
                        // Listens on all interfaces unless told otherwise.
                        Map.entry("QUARKUS_MANAGEMENT_HOST", Site.HOST),
                        Map.entry("QUARKUS_MANAGEMENT_PORT", port(MANAGEMENT)),
                        Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
                        Map.entry("APICURIO_STORAGE_KIND", "sql"),
                        Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
                        Map.entry("APICURIO_DATASOURCE_URL", site.jdbcUrl(StackDatabases.REGISTRY)),
                        Map.entry("APICURIO_DATASOURCE_USERNAME", StackDatabases.REGISTRY),
                        Map.entry(
                                "APICURIO_DATASOURCE_PASSWORD",
                                site.secrets().databasePassword(StackDatabases.REGISTRY)),
                        Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
                        Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
                        Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "8")),
                site.home().data(name()));
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Readiness.answersOk(site.http(MANAGEMENT) + "/health/ready")
                && Readiness.answersOk(address() + "/apis/registry/v3/system/info");
    }

    private String port(String part) {
        return Integer.toString(site.ports().of(part));
    }
}
