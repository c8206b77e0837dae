package io.stickermill.command;

import io.stickermill.benchmarks.chaos.ChaosRun;
import io.stickermill.benchmarks.chaos.ChaosTables;
import io.stickermill.benchmarks.chaos.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the fault suite on a stack of its own. */
@Command(
        name = "chaos",
        description = {
            "Kills, freezes and disturbs a stack of its own under load, then checks that nothing was lost or doubled.",
            "The exit code is 1 when a guarantee is broken.",
            "Clocks are set wrong only where Debian's libfaketime is installed."
        },
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", description = "How long disturbances go on. Default: 10, with --only once each.")
    private @Nullable Integer minutes;

    @Option(names = "--short", description = "Instead: the few disturbances that hurt most, once each.")
    private boolean few;

    @Option(names = "--only", description = "Only disturbances whose name contains this.")
    private @Nullable String only;

    @Option(
            names = "--seed",
            split = ",",
            paramLabel = "<seed>",
            description = "Makes the same choices again; several have a run each. Default: the time.")
    private List<Long> seeds = List.of();

    @Option(names = "--photos", description = "Folder of photos to send. Default: photos beside this command.")
    private @Nullable Path photos;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<RunResult> results = new ArrayList<>();
        for (long seed : seeds.isEmpty() ? List.of(System.currentTimeMillis()) : seeds) {
            Path home = home(seed);
            out.println("The stack's data and logs: " + home + ", seed " + seed);
            out.flush();
            var settings = new ChaosRun.Settings(home, images(), seed, length(), Optional.ofNullable(only));
            results.add(new ChaosRun(settings, out).run());
        }
        if (results.size() > 1) {
            out.println();
            new ChaosTables(out).summarize(results);
        }
        return results.stream().allMatch(RunResult::held) ? 0 : 1;
    }

    private Path home(long seed) throws IOException {
        if (stickermill.isDefaultHome()) {
            return Files.createTempDirectory("stickermill-chaos-");
        }
        Path folder = stickermill.home().folder();
        return seeds.size() > 1 ? folder.resolve("seed-" + seed) : folder;
    }

    private Duration length() {
        if (minutes != null) {
            return Duration.ofMinutes(minutes);
        }
        return few || only != null ? Duration.ZERO : Duration.ofMinutes(10);
    }

    private List<Path> images() throws IOException {
        Path folder = photos == null ? Path.of(System.getProperty("stickermill.root", "."), "photos") : photos;
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new CommandFailed("There are no .jpg photos in " + folder + ".");
            }
            return images;
        }
    }
}
