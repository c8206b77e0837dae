package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What a person has in credits. */
@Command(
        name = "balance",
        description = "Shows a person's credits, and what they got and spent.",
        mixinStandardHelpOptions = true)
final class BalanceCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "TELEGRAM_ID")
    private long user;

    @Option(names = "--limit", defaultValue = "20", description = "Lines, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--before", description = "The lines before this one, as the last line says.")
    private long before = Long.MAX_VALUE;

    @Override
    public Integer call() {
        JsonNode statement = new ServiceApi(stickermill.installation(options), "gateway")
                .get("/v1/credits/people/" + user + "?limit=" + limit + "&before=" + before);
        var out = spec.commandLine().getOut();
        out.println("User " + user + " has " + statement.path("balance").asText() + " credits; "
                + statement.path("reserved").asText() + " more are reserved.");
        for (JsonNode line : statement.path("lines")) {
            out.printf(
                    "%-24s  %10s  %-8s  %s  %s%n",
                    line.path("at").asText(),
                    line.path("amount").asText(),
                    line.path("kind").asText(),
                    line.path("reference").asText(),
                    line.path("note").asText(""));
        }
        if (statement.hasNonNull("next")) {
            out.println("There is more: --before " + statement.path("next").asText());
        }
        return 0;
    }
}
