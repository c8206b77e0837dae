package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller (KRaft). */
final class BrokerPart implements Part {

    private static final List<String> JVM = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");

    private final Site site;

    BrokerPart(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return PartKind.BROKER.partName();
    }

    @Override
    public String address() {
        return site.bootstrapServers();
    }

    @Override
    public Launch launch() throws IOException {
        Path folder = site.home().data(name());
        Path settings = folder.resolve("server.properties");
        writeSettings(settings, folder.resolve("logs"));
        if (!Files.exists(folder.resolve("logs/meta.properties"))) {
            format(settings, folder);
        }
        return new Launch(java("kafka.Kafka", settings.toString()), Map.of(), folder);
    }

    @Override
    public boolean ready() throws Exception {
        // Asked first without a client, which would fill the log with complaints while nobody listens.
        if (!Ports.isOpen(site.ports().of(name()))) {
            return false;
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }

    private void writeSettings(Path file, Path logs) throws IOException {
        int controller = site.ports().of("broker-controller");
        Map<String, String> settings = Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + Site.HOST + ":" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + address() + ",CONTROLLER://" + Site.HOST + ":" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address()),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", logs.toString()),
                // A mistyped name must fail, not make a topic.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A broker that was killed may come back only when its own registration has run out: 9 s otherwise.
                Map.entry("broker.session.timeout.ms", "5000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                // The floor is 45 s otherwise: too long to wait for when a service has been killed.
                Map.entry("group.consumer.min.session.timeout.ms", "6000"),
                Map.entry("group.consumer.session.timeout.ms", "8000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "1000"),
                Map.entry("group.consumer.heartbeat.interval.ms", "2000"),
                // A clean stop waits for other brokers to take over; there are none.
                Map.entry("controlled.shutdown.enable", "false"));
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "Written at each start.");
        }
    }

    private void format(Path settings, Path folder) throws IOException {
        List<String> command = java(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings.toString());
        FiniteProgram.run(
                "Formatting the broker's storage", command, folder, site.home().log(name()));
    }

    private List<String> java(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(site.build().java());
        command.addAll(JVM);
        command.addAll(site.jit().options());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        command.addAll(List.of("-cp", site.build().brokerClasspath(), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
