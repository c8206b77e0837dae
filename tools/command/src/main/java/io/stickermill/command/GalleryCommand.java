package io.stickermill.command;

import io.stickermill.benchmarks.Microbenchmark;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every photo as every sticker, for the eye. Needs no running stack. */
@Command(
        name = "gallery",
        description = "Write a page and a contact sheet with every photo of a folder as every sticker.",
        mixinStandardHelpOptions = true)
final class GalleryCommand implements Callable<Integer> {

    @Option(names = "--photos", defaultValue = "photos", description = "Folder of photos. Default: ${DEFAULT-VALUE}.")
    private Path photos = Path.of("");

    @Option(
            names = "--out",
            defaultValue = "target/gallery",
            description = "Folder to write to. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Option(
            names = "--only",
            description = "Only 'styles', or only 'captions', of every length and script on the first photo.")
    private String only = "all";

    @Override
    public Integer call() throws Exception {
        return new Microbenchmark("gallery").run(List.of(photos.toString(), out.toString(), only));
    }
}
