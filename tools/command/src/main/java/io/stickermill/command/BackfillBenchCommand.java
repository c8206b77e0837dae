package io.stickermill.command;

import io.stickermill.benchmarks.backfill.BackfillBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast a backfill is, and what live users notice of it. */
@Command(
        name = "backfill",
        description = {
            "Backfill an imported, made-up bot on a stack of its own: planning, memory, items per second with more and more"
                    + " workers, a kill -9 in the middle, the audit at the end, a live user's wait with and without.",
            "Downloads take 50 ms."
        },
        mixinStandardHelpOptions = true)
final class BackfillBenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            description = "Folder of the stack; it stays. Default: a new one below the temporary folder.")
    private @Nullable Path data;

    @Option(names = "--sessions", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int sessions;

    @Option(names = "--stickers", defaultValue = "300000", description = "Default: ${DEFAULT-VALUE}.")
    private long stickers;

    @Option(
            names = "--without-path-share",
            defaultValue = "0.7",
            description = "Of the stickers and sessions: never uploaded. Default: ${DEFAULT-VALUE}.")
    private double withoutPath;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--workers", split = ",", defaultValue = "1,2,4", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> workers = List.of();

    @Option(
            names = "--concurrency",
            defaultValue = "2",
            description =
                    "Items at once in each worker; more of them need more cores than a few. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Over which a rate is taken. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(names = "--live-photos", defaultValue = "25", description = "0 leaves that out. Default: ${DEFAULT-VALUE}.")
    private int livePhotos;

    @Option(names = "--no-finish", description = "Cancels the run after the rates: no kill, no audit.")
    private boolean noFinish;

    @Override
    public Integer call() throws Exception {
        var settings = new BackfillBench.Settings(
                data == null ? Files.createTempDirectory("stickermill-backfill-") : data,
                photos(),
                sessions,
                stickers,
                withoutPath,
                seed,
                workers,
                concurrency,
                Duration.ofSeconds(seconds),
                livePhotos,
                !noFinish);
        return new BackfillBench(settings, spec.commandLine().getOut()).run() ? 0 : 1;
    }

    /** Those of the repository. */
    static List<Path> photos() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("stickermill.root", "."), "photos"))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }
}
