package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Until;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a copy of all that is kept of a person. */
@Command(
        name = "export",
        description = "Writes a copy of all that is kept of a person into a file: a ZIP of JSON and pictures.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "TELEGRAM_ID", description = "The person's id at Telegram.")
    private long person;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "A file that is not there yet.")
    private Path file;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (Files.exists(file)) {
            throw new CommandFailed(file + " is there already. Name another file.");
        }
        var installation = stickermill.installation(options);
        String user = new ServiceApi(installation, "gateway")
                .get("/v1/forgets/person?telegram_id=" + person)
                .path("user_id")
                .asText();
        ServiceApi history = new ServiceApi(installation, "history");
        String id = history.ask("POST", "/v1/users/" + user + "/exports?telegram_id=" + person)
                .path("id")
                .asText();
        JsonNode state = Until.every(LOOK)
                .forAtMost(PATIENCE)
                .answer(
                        () -> history.get("/v1/exports/" + id),
                        found -> found.path("ready").asBoolean());
        if (!state.path("ready").asBoolean()) {
            throw new CommandFailed("These services have not told what they keep: "
                    + state.path("waiting_for")
                            .valueStream()
                            .map(JsonNode::asText)
                            .toList() + ". Do they run?");
        }
        history.download("/v1/exports/" + id + "/file", file);
        spec.commandLine().getOut().println(file + ": " + Files.size(file) + " bytes");
        return 0;
    }
}
