package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The operator's page. */
final class ConsolePart implements Part {

    static final String NAME = "console";

    private final Site site;

    ConsolePart(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.http(NAME);
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        site.build().java(),
                        "-Xms16m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        // Each look has a consumer of its own, whose end Kafka's client warns of.
                        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=error",
                        "-Dorg.slf4j.simpleLogger.log.io.stickermill.console=info",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                        "-jar",
                        site.build().consoleJar().toString(),
                        "--port",
                        Integer.toString(site.ports().of(NAME))),
                Map.ofEntries(
                        Map.entry("STICKERMILL_CONSOLE_TOKEN", site.secrets().consoleToken()),
                        Map.entry("STICKERMILL_TOOLS_BOOTSTRAP", site.bootstrapServers()),
                        Map.entry("STICKERMILL_TOOLS_REGISTRY", site.http(PartKind.REGISTRY.partName())),
                        Map.entry("STICKERMILL_TOOLS_DATABASE", site.jdbcUrl(StackDatabases.STICKERMILL)),
                        Map.entry(
                                "STICKERMILL_TOOLS_DATABASE_PASSWORD",
                                site.secrets().databasePassword(NAME)),
                        Map.entry("STICKERMILL_TOOLS_HISTORY", site.http(Service.HISTORY.serviceName())),
                        Map.entry("STICKERMILL_TOOLS_BACKFILL", site.http(Service.BACKFILL.serviceName())),
                        Map.entry(
                                "STICKERMILL_CONSOLE_CONTROL",
                                site.home().run().resolve("control.properties").toString()),
                        Map.entry("STICKERMILL_TOOLS_API_KEY", site.secrets().apiKey())),
                site.home().data(NAME));
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Readiness.answersOk(address() + "/health");
    }
}
