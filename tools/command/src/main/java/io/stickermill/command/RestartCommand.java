package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Until;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts a service anew with the settings as they are now, one process after the other. */
@Command(
        name = "restart",
        description = {
            "Stops a service in good order and starts it again, one process after the other.",
            "It reads settings.properties in the stack's folder anew."
        },
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "As `status` names it, for example generation.")
    private String service;

    @Option(
            names = "--timeout",
            defaultValue = "90",
            description = "Seconds to wait for each process. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() throws InterruptedException {
        RunningStack stack = stickermill.running();
        List<String> processes = stack.status()
                .path("parts")
                .valueStream()
                .map((JsonNode part) -> part.path("name").asText())
                .filter(name -> name.equals(service) || name.matches(Pattern.quote(service) + "-\\d+"))
                .toList();
        if (processes.isEmpty()) {
            throw new CommandFailed("There is no " + service + "; `./stickermill status` names what there is.");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (String process : processes) {
            out.println("Stopping " + process + "; it finishes what it has begun ...");
            out.flush();
            stack.ask("POST", "/stop/" + process);
            out.println("Starting " + process + " ...");
            out.flush();
            stack.ask("POST", "/start/" + process);
            boolean ready =
                    Until.every(LOOK).forAtMost(Duration.ofSeconds(timeout)).isTrue(() -> isReady(stack, process));
            if (!ready) {
                throw new CommandFailed(process + " is not ready after " + timeout + " s: `./stickermill logs "
                        + process + "` says why. The others were left as they are.");
            }
            out.println(process + " runs anew.");
            out.flush();
        }
        return 0;
    }

    private static boolean isReady(RunningStack stack, String process) {
        return stack.status()
                .path("parts")
                .valueStream()
                .anyMatch(part -> part.path("name").asText().equals(process)
                        && part.path("state").asText().equals("ready"));
    }
}
