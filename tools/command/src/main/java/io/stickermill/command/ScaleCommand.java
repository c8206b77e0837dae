package io.stickermill.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Adds processes of services to a running stack, and takes them away again. */
@Command(
        name = "scale",
        description = "Brings services to a number of processes; those that go finish their work first.",
        mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE=NUMBER", arity = "1..*", description = "For example generation=2 delivery=2.")
    private Map<String, Integer> numbers;

    @Option(names = "--timeout", defaultValue = "90", description = "Seconds to wait. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() throws InterruptedException {
        RunningStack stack = stickermill.running();
        numbers.forEach((service, number) -> stack.ask("POST", "/scale/" + service + "/" + number));
        Instant deadline = Instant.now().plusSeconds(timeout);
        while (!stack.status().path("ready").asBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailed("Not all parts are ready after " + timeout
                        + " s: `./stickermill status` names them, `./stickermill logs SERVICE` says why.");
            }
            Thread.sleep(LOOK);
        }
        spec.commandLine().getOut().println("All parts are ready: " + numbers + ".");
        return 0;
    }
}
