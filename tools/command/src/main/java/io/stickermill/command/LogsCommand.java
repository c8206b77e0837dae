package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the ends of logs, or one photo's lines of all; the stack need not run. */
@Command(
        name = "logs",
        description = "Shows the end of one part's log, or of all; with --job what all of them say of one photo.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "As `status` names it; all without it.")
    private @Nullable String service;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            description = "Lines of each log. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--job", description = "Every line that names this job, of all parts in the order of time.")
    private @Nullable UUID job;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (job != null) {
            List<LogLine> found = LogLine.naming(job.toString(), logs());
            found.forEach(line -> out.println(line.forPeople()));
            if (found.isEmpty()) {
                out.println("No log names the job " + job + ": where nothing goes wrong, nothing is said of a photo."
                        + " Its steps: GET /v1/jobs/" + job + ".");
            }
            return 0;
        }
        for (Path log : logs()) {
            // A line cut off in the middle of a character must not hide the others.
            List<String> all =
                    new String(Files.readAllBytes(log), UTF_8).lines().toList();
            out.println("==> " + log);
            all.subList(Math.max(0, all.size() - lines), all.size()).forEach(out::println);
        }
        return 0;
    }

    private List<Path> logs() throws IOException {
        Path folder = stickermill.home().log("any").getParent();
        if (service != null) {
            Path log = stickermill.home().log(service.replaceFirst("-service$", ""));
            if (!Files.exists(log)) {
                throw new CommandFailed("There is no log of " + service + " in " + folder + ".");
            }
            return List.of(log);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
