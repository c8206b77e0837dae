package io.stickermill.localstack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands on one part of a running stack. */
final class PartCommands {

    private PartCommands() {}

    @Command(name = "stop", description = "Stops one part and leaves it stopped.", mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private StickermillCommand stickermill;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "SERVICE", description = "As `status` names it, for example generation.")
        @SuppressWarnings("NullAway.Init")
        private String service;

        @Override
        public Integer call() {
            stickermill.running().ask("POST", "/stop/" + service);
            spec.commandLine()
                    .getOut()
                    .println(service + " is stopped. Start it with `./stickermill start " + service + "`.");
            return 0;
        }
    }

    @Command(name = "start", description = "Starts one part that was stopped.", mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private StickermillCommand stickermill;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "SERVICE", description = "As `status` names it, for example generation.")
        @SuppressWarnings("NullAway.Init")
        private String service;

        @Override
        public Integer call() {
            stickermill.running().ask("POST", "/start/" + service);
            spec.commandLine()
                    .getOut()
                    .println(service + " is starting; `./stickermill status` shows when it is ready.");
            return 0;
        }
    }
}
