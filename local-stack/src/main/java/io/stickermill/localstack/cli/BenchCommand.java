package io.stickermill.localstack.cli;

import io.stickermill.localstack.parts.MakerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what is claimed. Needs no running stack. */
@Command(
        name = "bench",
        description = "Measure the maker: no running stack is needed.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchCommand.CutOut.class,
            BenchCommand.Composites.class,
            BenchCommand.Train.class,
            BenchCommand.Speed.class,
            BenchCommand.Memory.class
        })
final class BenchCommand {

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

        @Override
        public Integer call() throws Exception {
            Path truth = masks == null ? photos : masks;
            List<String> arguments = new ArrayList<>(List.of(photos.toString(), truth.toString()));
            if (pictures != null) {
                arguments.add(Files.createDirectories(pictures).toString());
            }
            return new MakerProgram("CutOutBench").run(arguments);
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
            return new MakerProgram("CompositesProgram")
                    .run(List.of(
                            out.toString(),
                            MakerProgram.cache().toString(),
                            Long.toString(seed),
                            Integer.toString(count),
                            closeUps ? "CLOSE_UP" : "WHOLE"));
        }
    }

    @Command(
            name = "train",
            description = "Learn the cut-out's nets anew, into generation-service's resources.",
            mixinStandardHelpOptions = true)
    static final class Train implements Callable<Integer> {

        @Option(
                names = "--photos",
                required = true,
                description = "Folder of photos with their masks, even seeds only.")
        private Path photos = Path.of("");

        @Option(names = "--out", required = true, description = "Folder for subject-odds.txt and candidate-scores.txt.")
        private Path out = Path.of("");

        @Override
        public Integer call() throws Exception {
            return new MakerProgram("TrainProgram").run(List.of(photos.toString(), photos.toString(), out.toString()));
        }
    }

    @Command(
            name = "speed",
            description = "What a sticker costs, beside decoding the photo alone.",
            mixinStandardHelpOptions = true)
    static final class Speed implements Callable<Integer> {

        @Option(names = "--photo", required = true, description = "For example one of 12 megapixels.")
        private Path photo = Path.of("");

        @Option(names = "--count", defaultValue = "15", description = "How often. Default: ${DEFAULT-VALUE}.")
        private int count;

        @Override
        public Integer call() throws Exception {
            return new MakerProgram("SpeedBench").run(List.of(photo.toString(), Integer.toString(count)));
        }
    }

    @Command(
            name = "memory",
            description = "Make many stickers of one photo in a row and watch the process's memory.",
            mixinStandardHelpOptions = true)
    static final class Memory implements Callable<Integer> {

        @Option(names = "--photo", required = true, description = "For example one of 12 megapixels.")
        private Path photo = Path.of("");

        @Option(names = "--count", defaultValue = "2000", description = "How many stickers.")
        private int count;

        @Option(
                names = "--cut-out-every",
                defaultValue = "1",
                description =
                        "Of so many cut out one; the others are cards, which cost a tenth. Default: ${DEFAULT-VALUE}.")
        private int cutOutEvery;

        @Override
        public Integer call() throws Exception {
            return new MakerProgram("MemoryBench")
                    .run(List.of(photo.toString(), Integer.toString(count), Integer.toString(cutOutEvery)));
        }
    }
}
