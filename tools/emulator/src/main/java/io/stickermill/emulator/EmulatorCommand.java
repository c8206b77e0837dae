package io.stickermill.emulator;

import io.javalin.util.JavalinBindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The emulator as a process of its own, until SIGTERM. */
@Command(name = "emulator", description = "A Telegram Bot API server for this machine only.")
final class EmulatorCommand implements Callable<Integer> {
    static final String TOKEN_VARIABLE = "STICKERMILL_TELEGRAM_TOKEN";

    @Option(names = "--port", required = true, description = "Port on 127.0.0.1; 0 takes a free one.")
    private int port;

    @Option(names = "--data", required = true, description = "Folder that keeps messages, updates and files.")
    private @Nullable Path data;

    @Option(
            names = "--token",
            description = "The bot's token; better given in " + TOKEN_VARIABLE + ", where no process list shows it.")
    private @Nullable String token;

    @Override
    public Integer call() throws InterruptedException {
        String botToken = token == null ? System.getenv(TOKEN_VARIABLE) : token;
        if (botToken == null || data == null) {
            System.err.println("The bot's token is missing: set " + TOKEN_VARIABLE);
            return 2;
        }
        Emulator emulator;
        try {
            emulator = Emulator.start(port, data, botToken);
        } catch (JavalinBindException e) {
            System.err.println("Port " + port + " is taken: choose another with --port");
            return 1;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "emulator-stop"));
        System.out.println("Bot API emulator listens on " + emulator.url());
        new CountDownLatch(1).await();
        return 0;
    }
}
