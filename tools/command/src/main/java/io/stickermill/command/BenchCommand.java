package io.stickermill.command;

import io.stickermill.benchmarks.BenchStack;
import io.stickermill.benchmarks.FloodBench;
import io.stickermill.benchmarks.LimitsOnPostgres;
import io.stickermill.benchmarks.Microbenchmark;
import io.stickermill.benchmarks.OutageBench;
import io.stickermill.benchmarks.OverheadBench;
import io.stickermill.benchmarks.OverheadBench.Extent;
import io.stickermill.benchmarks.PeersBench;
import io.stickermill.benchmarks.PeersSelection;
import io.stickermill.benchmarks.StartBench;
import io.stickermill.benchmarks.SteadyBench;
import io.stickermill.benchmarks.Step7Bench;
import io.stickermill.benchmarks.chaos.DayBench;
import io.stickermill.benchmarks.chaos.FileTrees;
import io.stickermill.benchmarks.growth.GrowthBench;
import io.stickermill.benchmarks.report.BenchReport;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.localstack.parts.BuildOutputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Measures what is claimed. Needs no running stack. */
@Command(
        name = "bench",
        description = {
            "Measure what is claimed: no running stack is needed.",
            "Several can be given at once: bench overhead step7 --quick"
        },
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = true,
        subcommands = {
            BenchCommand.Start.class,
            BenchCommand.Overhead.class,
            BenchCommand.Step7.class,
            BenchCommand.Limits.class,
            BenchCommand.Flood.class,
            BenchCommand.Outage.class,
            BenchCommand.Steady.class,
            BenchCommand.Growth.class,
            BenchCommand.Peers.class,
            BenchCommand.Day.class,
            BenchCommand.CutOut.class,
            BenchCommand.Cards.class,
            BenchCommand.Sheets.class,
            BenchCommand.Composites.class,
            BenchCommand.Speed.class,
            BenchCommand.Memory.class,
            ImportBenchCommand.class,
            BackfillBenchCommand.class,
            BenchCommand.Report.class
        })
final class BenchCommand {

    @ParentCommand
    private StickermillCommand stickermill;

    @Option(names = "--quick", scope = ScopeType.INHERIT, description = "Less of everything: a few minutes.")
    private boolean quick;

    private @Nullable BenchStack stack;
    private boolean measuring;

    /** A bench on the stack that those of one command line share. */
    abstract static class OnStack implements Callable<Integer> {

        @ParentCommand
        private BenchCommand bench;

        @Spec
        private CommandSpec spec;

        abstract void measure(BenchStack stack, boolean quick, Printout out) throws Exception;

        @Override
        public Integer call() throws Exception {
            Printout out = bench.printout(spec);
            bench.measuring = true;
            measure(bench.stack(out), bench.quick(), out);
            bench.measuring = false;
            out.save();
            return 0;
        }
    }

    boolean quick() {
        return quick;
    }

    /** Says what a bench says, and keeps what it found for {@code bench report}. */
    private Printout printout(CommandSpec of) {
        return new Printout(of.name(), quick, of.commandLine().getOut());
    }

    /**
     * The stack that the benches of one command line share. It is stopped when this program ends, and leaves its data in a
     * home that was named, or for whoever wants to know why something failed.
     */
    private BenchStack stack(PrintWriter out) throws IOException, InterruptedException {
        if (stack != null) {
            return stack;
        }
        boolean ownHome = stickermill.isDefaultHome();
        Path home = ownHome
                ? Files.createTempDirectory("stickermill-bench-")
                : stickermill.home().folder();
        out.println("Starting a stack; its data and logs: " + home);
        out.flush();
        BenchStack started = new BenchStack(home, (part, what) -> {
            out.printf("%-11s %s%n", part, what);
            out.flush();
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            started.close();
                            if (ownHome && !measuring) {
                                FileTrees.deleteQuietly(home);
                            }
                        },
                        "stop-bench"));
        started.start();
        stack = started;
        return started;
    }

    @Command(
            name = "start",
            description = "How long up takes, and the first sticker, with the JDK's ahead-of-time caches and without.",
            mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {

        @ParentCommand
        private BenchCommand bench;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Printout out = bench.printout(spec);
            new StartBench(bench.quick() ? 1 : 3, out).run();
            out.save();
            return 0;
        }
    }

    @Command(
            name = "overhead",
            description = "What the pipeline costs beside a bare one, with instant generation, Telegram and S3.",
            mixinStandardHelpOptions = true)
    static final class Overhead extends OnStack {

        @Override
        void measure(BenchStack stack, boolean quick, Printout out) throws Exception {
            new OverheadBench(stack, quick ? Extent.QUICK : Extent.FULL, out).run();
        }
    }

    @Command(
            name = "step7",
            description =
                    "When the user sees the sticker, and when it is stored, too: ours, and a Node process's ways.",
            mixinStandardHelpOptions = true)
    static final class Step7 extends OnStack {

        @Override
        void measure(BenchStack stack, boolean quick, Printout out) throws Exception {
            new Step7Bench(stack, quick ? 3 : 9, out).run();
        }
    }

    @Command(
            name = "limits",
            description = "What asking Telegram's limits costs per send, beside a bare round trip to the database.",
            mixinStandardHelpOptions = true)
    static final class Limits implements Callable<Integer> {

        @ParentCommand
        private BenchCommand bench;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Path home = Files.createTempDirectory("stickermill-bench-");
            try {
                Printout out = bench.printout(spec);
                int exit = new LimitsOnPostgres(home).run(bench.quick() ? 4 : 10, out);
                if (exit == 0) {
                    out.save();
                }
                return exit;
            } finally {
                FileTrees.deleteQuietly(home);
            }
        }
    }

    /** A bench on a stack of its own in a temporary folder, which is gone when all was right. */
    abstract static class OnOwnStack implements Callable<Integer> {

        @ParentCommand
        private BenchCommand bench;

        @Spec
        private CommandSpec spec;

        abstract void measure(Path home, boolean quick, Printout out) throws Exception;

        @Override
        public Integer call() throws Exception {
            Path home = Files.createTempDirectory("stickermill-bench-");
            Printout out = bench.printout(spec);
            measure(home, bench.quick(), out);
            FileTrees.deleteQuietly(home);
            out.save();
            return 0;
        }
    }

    @Command(
            name = "flood",
            description = "How long others wait while one person sends 500 photos at once.",
            mixinStandardHelpOptions = true)
    static final class Flood extends OnOwnStack {

        @Override
        void measure(Path home, boolean quick, Printout out) throws Exception {
            new FloodBench(home, BackfillBenchCommand.photos(), quick ? 200 : 500, quick ? 11 : 50, out).run();
        }
    }

    @Command(
            name = "outage",
            description = "The memory of delivery while Telegram is away and large stickers pile up, and of the gateway"
                    + " under many large uploads.",
            mixinStandardHelpOptions = true)
    static final class Outage extends OnOwnStack {

        @Override
        void measure(Path home, boolean quick, Printout out) throws Exception {
            new OutageBench(home, quick ? 200 : 1000, Duration.ofSeconds(quick ? 30 : 180), out).run();
        }
    }

    @Command(
            name = "steady",
            description = "The memory of all services while 2,000 mixed photos go through, one after the other.",
            mixinStandardHelpOptions = true)
    static final class Steady extends OnOwnStack {

        @Override
        void measure(Path home, boolean quick, Printout out) throws Exception {
            new SteadyBench(home, BackfillBenchCommand.photos(), quick ? 200 : 2000, out).run();
        }
    }

    @Command(
            name = "growth",
            description = {
                "What all services read for their answers on tables of 10 million stickers, beside tables of a tenth.",
                "--quick: a hundredth of both. The whole takes half an hour, and 40 GB of the disk meanwhile."
            },
            mixinStandardHelpOptions = true)
    static final class Growth extends OnOwnStack {

        @Option(names = "--stickers", description = "How many there are at last. Default: 10000000; --quick: 100000.")
        private @Nullable Long stickers;

        @Override
        void measure(Path home, boolean quick, Printout out) throws Exception {
            long number = stickers != null ? stickers : quick ? GrowthBench.STICKERS / 100 : GrowthBench.STICKERS;
            new GrowthBench(home, number, out).run();
        }
    }

    @Command(
            name = "peers",
            description = {
                "Ours beside what people would run instead: BullMQ on Redis, and a polled table, with workers of Node.",
                "First with the model, then with a provider in its place. Needs node, npm and redis-server;",
                "npm packages are fetched into a folder beside other programs' caches."
            },
            mixinStandardHelpOptions = true)
    static final class Peers implements Callable<Integer> {

        @ParentCommand
        private BenchCommand bench;

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--only",
                description = "Some of ours, bullmq, table, and of the parts model, provider; separated by commas.")
        private @Nullable String only;

        @Override
        public Integer call() throws Exception {
            Printout out = bench.printout(spec);
            PeersSelection selection;
            try {
                selection = only == null ? PeersSelection.ALL : PeersSelection.of(only);
            } catch (IllegalArgumentException unknown) {
                throw new ParameterException(spec.commandLine(), "--only: " + unknown.getMessage());
            }
            boolean ownHome = bench.stickermill.isDefaultHome();
            Path home = ownHome
                    ? Files.createTempDirectory("stickermill-bench-")
                    : bench.stickermill.home().folder();
            out.println("The stacks' data and logs: " + home);
            out.flush();
            new PeersBench(
                            home,
                            selection,
                            bench.quick() ? PeersBench.Extent.QUICK : PeersBench.Extent.FULL,
                            (part, what) -> {
                                out.printf("%-14s %s%n", part, what);
                                out.flush();
                            },
                            out)
                    .run();
            if (ownHome) {
                FileTrees.deleteQuietly(home);
            }
            if (only == null) {
                out.save();
            }
            return 0;
        }
    }

    @Command(
            name = "day",
            description = {
                "A day in 30 minutes: photos at random, some of them none, people who block the bot, 429s, restarts.",
                "How long people waited, what was lost or doubled, and what the services held at begin, noon and end."
            },
            mixinStandardHelpOptions = true)
    static final class Day extends OnOwnStack {

        @Option(names = "--minutes", description = "How long the day is. Default: 30; --quick: 3.")
        private @Nullable Integer minutes;

        @Option(names = "--seed", defaultValue = "1", description = "Of who sends what when.")
        private long seed;

        @Override
        void measure(Path home, boolean quick, Printout out) throws Exception {
            Duration day = Duration.ofMinutes(minutes != null ? minutes : quick ? 3 : 30);
            new DayBench(home, BackfillBenchCommand.photos(), day, seed, out).run();
        }
    }

    @Command(
            name = "cutout",
            description = "How much of the cut-outs is right, on photos with a known truth.",
            mixinStandardHelpOptions = true)
    static final class CutOut implements Callable<Integer> {

        @Option(names = "--photos", required = true, description = "Folder of photos.")
        private Path photos = Path.of("");

        @Option(names = "--masks", description = "Folder with a NAME.mask.png for each. Default: the photos' own.")
        private @Nullable Path masks;

        @Option(names = "--pictures", description = "Folder for a picture of each photo, its truth and its candidates.")
        private @Nullable Path pictures;

        @Option(
                names = "--beside",
                description =
                        "The same model in floats at 1,024 px (segmentation-model/README.md), to be run as rembg runs it.")
        private @Nullable Path floats;

        @Override
        public Integer call() throws Exception {
            Path truth = masks == null ? photos : masks;
            return new Microbenchmark("cutout")
                    .run(List.of(
                            photos.toString(),
                            truth.toString(),
                            pictures == null
                                    ? ""
                                    : Files.createDirectories(pictures).toString(),
                            floats == null ? "" : floats.toString()));
        }
    }

    @Command(
            name = "cards",
            description = "Which photos of a folder become cards, because nothing in them seems worth cutting out.",
            mixinStandardHelpOptions = true)
    static final class Cards implements Callable<Integer> {

        @Option(names = "--photos", required = true, description = "Folder of photos.")
        private Path photos = Path.of("");

        @Override
        public Integer call() throws Exception {
            return new Microbenchmark("cards").run(List.of(photos.toString()));
        }
    }

    @Command(
            name = "sheets",
            description = {
                "How many grids of drawn sheets of stickers are found right: 2x2 to 5x5, noise, uneven margins, any ground.",
                "With --cut-out also what of the ground is left in the stickers of such sheets, on five grounds.",
                "With --photos also how many pictures of a folder are taken for no sheet."
            },
            mixinStandardHelpOptions = true)
    static final class Sheets implements Callable<Integer> {

        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "The first seed; the following are two apart. Even: to tune on. Odd: to report.")
        private long seed;

        @Option(names = "--count", defaultValue = "50", description = "How many sheets. Default: ${DEFAULT-VALUE}.")
        private int count;

        @Option(
                names = "--cut-out",
                defaultValue = "0",
                description = "Of how many sheets for each ground the drawings are cut out. Default: ${DEFAULT-VALUE}.")
        private int cutOut;

        @Option(names = "--photos", description = "Folder of pictures that are no sheets.")
        private @Nullable Path photos;

        @Override
        public Integer call() throws Exception {
            List<String> arguments =
                    new ArrayList<>(List.of(Long.toString(seed), Integer.toString(count), Integer.toString(cutOut)));
            if (photos != null) {
                arguments.add(photos.toString());
            }
            return new Microbenchmark("sheets").run(arguments);
        }
    }

    @Command(
            name = "composites",
            description = "Make photos with a known truth, of pictures from Debian's packages (fetched by apt-get).",
            mixinStandardHelpOptions = true)
    static final class Composites implements Callable<Integer> {

        @Option(names = "--out", required = true, description = "Folder to write to.")
        private Path out = Path.of("");

        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "The first seed; the following are two apart. Even: to tune on. Odd: to report.")
        private long seed;

        @Option(names = "--count", defaultValue = "120", description = "How many photos.")
        private int count;

        @Option(names = "--close-ups", description = "Subjects so large that the photo's edges cut them.")
        private boolean closeUps;

        @Override
        public Integer call() throws Exception {
            return new Microbenchmark("composites")
                    .run(List.of(
                            out.toString(),
                            Microbenchmark.cache().toString(),
                            Long.toString(seed),
                            Integer.toString(count),
                            closeUps ? "CLOSE_UP" : "WHOLE"));
        }
    }

    @Command(
            name = "speed",
            description = {
                "What a sticker costs, beside decoding the photo alone, beside npm's sharp with the same mask, and in a child",
                "process beside the same process.",
                "sharp is fetched by npm into a folder beside other programs' caches."
            },
            mixinStandardHelpOptions = true)
    static final class Speed implements Callable<Integer> {

        @Option(names = "--photo", required = true, description = "For example one of 12 megapixels. Can be repeated.")
        private List<Path> photos = List.of();

        @Option(names = "--count", defaultValue = "15", description = "How often. Default: ${DEFAULT-VALUE}.")
        private int count;

        @Override
        public Integer call() throws Exception {
            List<String> arguments = new ArrayList<>(List.of(
                    Integer.toString(count), Microbenchmark.foreign("sharp").toString()));
            photos.forEach(photo -> arguments.add(photo.toString()));
            return new Microbenchmark("speed").run(arguments);
        }
    }

    @Command(
            name = "memory",
            description = "Make many stickers of some photos in a row, in every style, and watch the maker's memory.",
            mixinStandardHelpOptions = true)
    static final class Memory implements Callable<Integer> {

        @Option(names = "--photo", required = true, description = "They take turns. Can be repeated.")
        private List<Path> photos = List.of();

        @Option(names = "--count", defaultValue = "2000", description = "How many stickers.")
        private int count;

        @Override
        public Integer call() throws Exception {
            List<String> arguments = new ArrayList<>(List.of(Integer.toString(count)));
            photos.forEach(photo -> arguments.add(photo.toString()));
            return new Microbenchmark("memory").run(arguments);
        }
    }

    @Command(
            name = "report",
            description = {
                "Put what the last runs of the benches found into docs/benchmarks.md, with charts, and into one JSON.",
                "A bench that has not run since keeps what stands there."
            },
            mixinStandardHelpOptions = true)
    static final class Report implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            List<String> written =
                    new BenchReport(BuildOutputs.locate().root().resolve("docs")).write(Printout.folder());
            if (written.isEmpty()) {
                out.println("Nothing new: no bench has run to its end since the last report.");
            }
            written.forEach(out::println);
            out.flush();
            return 0;
        }
    }
}
