package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Credits that a person does not pay. */
@Command(
        name = "grant",
        description = {
            "Gives a person credits.",
            "Where it is not known whether it was done, the same --key does it at most once."
        },
        mixinStandardHelpOptions = true)
final class GrantCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "TELEGRAM_ID")
    private long user;

    @Parameters(paramLabel = "AMOUNT", description = "Credits, to the hundredth.")
    private BigDecimal amount;

    @Option(names = "--note", defaultValue = "", description = "What it is for.")
    private String note;

    @Option(names = "--key", description = "Names the gift. Default: a new one.")
    private @Nullable UUID key;

    @Override
    public Integer call() {
        UUID gift = key == null ? UUID.randomUUID() : key;
        var out = spec.commandLine().getOut();
        out.println("The gift is " + gift + ".");
        JsonNode now = new ServiceApi(stickermill.installation(options), "gateway")
                .ask(
                        "POST",
                        "/v1/credits/people/" + user + "/grants?amount=" + amount.toPlainString() + "&key=" + gift
                                + "&note=" + URLEncoder.encode(note, UTF_8));
        out.println("User " + user + " has " + now.path("balance").asText() + " credits now.");
        return 0;
    }
}
