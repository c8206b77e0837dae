package io.stickermill.command;

import io.stickermill.benchmarks.ImportBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an import takes, and how much memory. */
@Command(
        name = "import",
        description = "Import a made-up old bot into an empty database, with time, rows a second and peak memory.",
        mixinStandardHelpOptions = true)
final class ImportBenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sessions", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int sessions;

    @Option(names = "--stickers", defaultValue = "300000", description = "Default: ${DEFAULT-VALUE}.")
    private long stickers;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--kill", description = "Kill the first run (kill -9) among the stickers, and go on with it.")
    private boolean kill;

    @Override
    public Integer call() throws Exception {
        new ImportBench(sessions, stickers, seed, kill, spec.commandLine().getOut()).run();
        return 0;
    }
}
