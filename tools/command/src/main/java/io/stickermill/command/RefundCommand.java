package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.net.URLEncoder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A payment goes back. */
@Command(
        name = "refund",
        description = {
            "Gives a payment in Stars back, as a whole.",
            "The credits that it bought are taken off, as far as they are not spent."
        },
        mixinStandardHelpOptions = true)
final class RefundCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "CHARGE", description = "As 'payments list' shows it.")
    private String charge;

    @Override
    public Integer call() {
        JsonNode back = new ServiceApi(stickermill.installation(options), "gateway")
                .ask("POST", "/v1/credits/payments/refund?charge_id=" + URLEncoder.encode(charge, UTF_8));
        spec.commandLine()
                .getOut()
                .println(back.path("stars").asText() + " Stars are back with user "
                        + back.path("telegram_id").asText() + "; of their credits "
                        + back.path("debt").asText() + " were spent already.");
        return 0;
    }
}
