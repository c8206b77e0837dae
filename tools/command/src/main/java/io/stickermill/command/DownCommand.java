package io.stickermill.command;

import io.stickermill.common.Until;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Ends a running stack from outside. */
@Command(name = "down", description = "Stops everything, cleanly.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunningStack stack = stickermill.running();
        stack.ask("POST", "/down");
        boolean gone = Until.every(LOOK)
                .forAtMost(LONGEST)
                .isTrue(() -> stack.supervisor().living().isEmpty());
        if (!gone) {
            throw new CommandFailed("The supervisor (pid " + stack.supervisor().pid() + ") has not ended after "
                    + LONGEST.toSeconds() + " s: see logs/ in the stack's home, then `kill "
                    + stack.supervisor().pid() + "`.");
        }
        spec.commandLine().getOut().println("Stopped.");
        return 0;
    }
}
