package io.stickermill.command;

import io.stickermill.common.Until;
import java.time.Duration;
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
        boolean ready = Until.every(LOOK)
                .forAtMost(Duration.ofSeconds(timeout))
                .isTrue(() -> stack.status().path("ready").asBoolean());
        if (!ready) {
            throw new CommandFailed("Not all parts are ready after " + timeout
                    + " s: `./stickermill status` names them, `./stickermill logs SERVICE` says why.");
        }
        spec.commandLine().getOut().println("All parts are ready: " + numbers + ".");
        return 0;
    }
}
