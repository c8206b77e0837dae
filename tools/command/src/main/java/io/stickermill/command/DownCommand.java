package io.stickermill.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Ends a running stack from outside. */
@Command(name = "down", description = "Stops everything, cleanly.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunningStack stack = stickermill.running();
        stack.ask("POST", "/down");
        Instant deadline = Instant.now().plus(LONGEST);
        while (stack.supervisor().living().isPresent()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailed(
                        "The supervisor (pid " + stack.supervisor().pid() + ") has not ended after "
                                + LONGEST.toSeconds() + " s: see logs/ in the stack's home, then `kill "
                                + stack.supervisor().pid() + "`.");
            }
            Thread.sleep(100);
        }
        spec.commandLine().getOut().println("Stopped.");
        return 0;
    }
}
