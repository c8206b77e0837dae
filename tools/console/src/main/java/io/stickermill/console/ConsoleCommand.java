package io.stickermill.console;

import io.javalin.util.JavalinBindException;
import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.installation.InstallationOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The console as a process of its own, until SIGTERM. */
@Command(
        name = "console",
        description = {
            "The operator's page. It asks for a token wherever it listens.",
            "It needs the broker, the registry and the database (role console); history-service for stickers' files,",
            "backfill-service for its runs. The token comes by STICKERMILL_CONSOLE_TOKEN only."
        },
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {

    private static final int SHORTEST_TOKEN = 16;
    private static final List<String> SERVICES = List.of("history", "backfill");

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

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @Option(
            names = "--control",
            defaultValue = "${env:STICKERMILL_CONSOLE_CONTROL}",
            description = "Of a local stack: the file that says where its supervisor listens.")
    private @Nullable Path control;

    @Override
    public Integer call() throws InterruptedException {
        String token = System.getenv("STICKERMILL_CONSOLE_TOKEN");
        if (token == null || token.length() < SHORTEST_TOKEN) {
            System.err.println("Set STICKERMILL_CONSOLE_TOKEN to a secret of at least " + SHORTEST_TOKEN
                    + " characters, such as `openssl rand -hex 24` gives: it lets people in.");
            return 2;
        }
        boolean asksServices = SERVICES.stream()
                .anyMatch(service -> installation.serviceIfNamed(service).isPresent());
        DatabaseLogin database = installation.database(LookedAtDatabase.ROLE);
        Console console = Console.start(new ConsoleSettings(
                host,
                port,
                token,
                installation.broker(),
                installation.registry(),
                database.url(),
                database.password(),
                installation.serviceIfNamed("history"),
                installation.serviceIfNamed("backfill"),
                asksServices ? installation.apiKey() : "",
                Optional.ofNullable(control)));
        Runtime.getRuntime().addShutdownHook(new Thread(console::close, "console-stop"));
        System.out.println("Console listens on port " + console.port());
        new CountDownLatch(1).await();
        return 0;
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
