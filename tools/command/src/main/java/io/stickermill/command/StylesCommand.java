package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What people can choose from. */
@Command(
        name = "styles",
        description =
                "The styles that a sticker can be ordered in: those of the house, and remote ones with their prices.",
        mixinStandardHelpOptions = true)
final class StylesCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Option(names = "--language", defaultValue = "en", description = "Of the titles. Default: ${DEFAULT-VALUE}.")
    private String language;

    @Override
    public Integer call() {
        JsonNode styles = new ServiceApi(stickermill.installation(options), "gateway")
                .get("/v1/styles?language=" + language)
                .path("styles");
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-20s  %8s  %s%n", "STYLE", "USD", "TITLE");
        for (JsonNode style : styles) {
            BigDecimal price = style.path("price").decimalValue();
            out.printf(
                    "%-20s  %8s  %s%n",
                    style.path("id").asText(),
                    style.path("remote").asBoolean() ? price.toPlainString() : "-",
                    style.path("title").asText());
        }
        return 0;
    }
}
