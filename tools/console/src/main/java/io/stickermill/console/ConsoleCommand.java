package io.stickermill.console;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The console as a process of its own, until SIGTERM. */
@Command(
        name = "console",
        description = {
            "The operator's page. It asks for a token wherever it listens.",
            "Secrets come by environment variables only, since everybody on a machine can read arguments:",
            "STICKERMILL_CONSOLE_TOKEN, STICKERMILL_CONSOLE_DATABASE_PASSWORD, STICKERMILL_API_KEY."
        },
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {

    private static final int SHORTEST_TOKEN = 16;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8086",
            description = "Port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bootstrap-server",
            defaultValue = "${env:STICKERMILL_CONSOLE_BOOTSTRAP}",
            description = "The broker. Or STICKERMILL_CONSOLE_BOOTSTRAP.")
    private @Nullable String bootstrap;

    @Option(
            names = "--kafka-config",
            defaultValue = "${env:STICKERMILL_CONSOLE_KAFKA_CONFIG}",
            description = "Properties of Kafka's clients: TLS, SASL. Or STICKERMILL_CONSOLE_KAFKA_CONFIG.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--registry",
            defaultValue = "${env:STICKERMILL_CONSOLE_REGISTRY}",
            description = "The schema registry, without /apis. Or STICKERMILL_CONSOLE_REGISTRY.")
    private @Nullable String registry;

    @Option(
            names = "--database",
            defaultValue = "${env:STICKERMILL_CONSOLE_DATABASE}",
            description = "JDBC's address of the database; the role is console. Or STICKERMILL_CONSOLE_DATABASE.")
    private @Nullable String database;

    @Option(
            names = "--history",
            defaultValue = "${env:STICKERMILL_CONSOLE_HISTORY}",
            description = "history-service's address, for stickers' files. Or STICKERMILL_CONSOLE_HISTORY.")
    private @Nullable String history;

    @Option(
            names = "--backfill",
            defaultValue = "${env:STICKERMILL_CONSOLE_BACKFILL}",
            description = "backfill-service's address. Or STICKERMILL_CONSOLE_BACKFILL.")
    private @Nullable String backfill;

    @Option(
            names = "--control",
            defaultValue = "${env:STICKERMILL_CONSOLE_CONTROL}",
            description = "Of a local stack: the file that says where its supervisor listens.")
    private @Nullable Path control;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String token = System.getenv("STICKERMILL_CONSOLE_TOKEN");
        if (token == null || token.length() < SHORTEST_TOKEN) {
            System.err.println("Set STICKERMILL_CONSOLE_TOKEN to a secret of at least " + SHORTEST_TOKEN
                    + " characters, such as `openssl rand -hex 24` gives: it lets people in.");
            return 2;
        }
        if (bootstrap == null || registry == null || database == null) {
            System.err.println(
                    "Say where broker, registry and database are: --bootstrap-server, --registry and --database,"
                            + " or STICKERMILL_CONSOLE_BOOTSTRAP, .._REGISTRY and .._DATABASE.");
            return 2;
        }
        Console console = Console.start(new ConsoleSettings(
                host,
                port,
                token,
                broker(bootstrap),
                registry,
                database,
                Optional.ofNullable(System.getenv("STICKERMILL_CONSOLE_DATABASE_PASSWORD"))
                        .orElse(""),
                Optional.ofNullable(history),
                Optional.ofNullable(backfill),
                newest(System.getenv("STICKERMILL_API_KEY")),
                Optional.ofNullable(control)));
        Runtime.getRuntime().addShutdownHook(new Thread(console::close, "console-stop"));
        System.out.println("Console listens on port " + console.port());
        new CountDownLatch(1).await();
        return 0;
    }

    /** The services take two keys while it is changed, the new one first. */
    static String newest(@Nullable String keys) {
        return keys == null ? "" : keys.split(",", 2)[0].strip();
    }

    private Map<String, Object> broker(String address) throws IOException {
        Map<String, Object> connection = new HashMap<>();
        if (kafkaConfig != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> connection.put(name, properties.getProperty(name)));
        }
        connection.put("bootstrap.servers", address);
        return connection;
    }

    /** In words, without a stack. */
    static int refused(Exception failure) {
        System.err.println(
                failure instanceof JavalinBindException
                        ? "The port is taken: choose another with --port."
                        : String.valueOf(failure.getMessage()));
        return 1;
    }
}
