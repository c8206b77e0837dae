package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands on one part of a running stack. */
abstract sealed class PartCommands implements Callable<Integer> {

    private final String path;

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "As `status` names it, for example generation.")
    private String service;

    /** @param path of the control server's, before the part's name */
    private PartCommands(String path) {
        this.path = path;
    }

    /**
     * What came of it.
     *
     * @param state the part's before, as {@code status} names it; empty if there is no such part
     */
    abstract String done(String service, String state);

    @Override
    public Integer call() {
        RunningStack stack = stickermill.running();
        String before = stack.status()
                .path("parts")
                .valueStream()
                .filter(part -> part.path("name").asText().equals(service))
                .map((JsonNode part) -> part.path("state").asText())
                .findFirst()
                .orElse("");
        stack.ask("POST", path + service);
        spec.commandLine().getOut().println(done(service, before));
        return 0;
    }

    @Command(name = "stop", description = "Stops one part and leaves it stopped.", mixinStandardHelpOptions = true)
    static final class Stop extends PartCommands {

        Stop() {
            super("/stop/");
        }

        @Override
        String done(String service, String state) {
            return service + (state.equals("stopped") ? " was stopped before" : " is stopped")
                    + ". Start it with `./stickermill start " + service + "`.";
        }
    }

    @Command(name = "start", description = "Starts one part that was stopped.", mixinStandardHelpOptions = true)
    static final class Start extends PartCommands {

        Start() {
            super("/start/");
        }

        @Override
        String done(String service, String state) {
            return state.isEmpty() || state.equals("stopped")
                    ? service + " is starting; `./stickermill status` shows when it is ready."
                    : service + " was started before: it is " + state + ".";
        }
    }
}
