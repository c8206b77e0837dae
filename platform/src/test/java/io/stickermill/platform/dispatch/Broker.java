package io.stickermill.platform.dispatch;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** INTERIM: one real broker for all tests of this JVM. */
final class Broker {

    private static Broker shared;
    private final String bootstrap;
    private Process process;
    private Path config;

    static synchronized Broker shared() {
        if (shared == null) {
            shared = new Broker();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.process.destroyForcibly()));
        }
        return shared;
    }

    private Broker() {
        try (ServerSocket a = new ServerSocket(0);
                ServerSocket b = new ServerSocket(0)) {
            Path dir = Files.createTempDirectory(Path.of("target"), "broker").toAbsolutePath();
            bootstrap = "127.0.0.1:" + a.getLocalPort();
            config = dir.resolve("server.properties");
            Files.writeString(config, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s/logs
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.consumer.min.session.timeout.ms=6000
                group.consumer.session.timeout.ms=8000
                group.consumer.min.heartbeat.interval.ms=1000
                group.consumer.heartbeat.interval.ms=2000
                controlled.shutdown.enable=false
                """.formatted(a.getLocalPort(), b.getLocalPort(), dir));
            new ProcessBuilder(java(
                            "kafka.tools.StorageTool",
                            "format",
                            "--cluster-id",
                            "abcdefghijklmnopqrstuv",
                            "-c",
                            config.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("out.log").toFile())
                    .start()
                    .waitFor();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        start();
    }

    String bootstrap() {
        return bootstrap;
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        try {
            process = new ProcessBuilder(java("kafka.Kafka", config.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            config.resolveSibling("out.log").toFile()))
                    .start();
            for (int i = 0; i < 300; i++) {
                try (var s = new java.net.Socket(
                        "127.0.0.1", Integer.parseInt(bootstrap.split(":")[1]))) {
                    return;
                } catch (java.io.IOException e) {
                    Thread.sleep(100);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java(String... args) {
        var c = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        c.addAll(List.of(args));
        return c;
    }
}
