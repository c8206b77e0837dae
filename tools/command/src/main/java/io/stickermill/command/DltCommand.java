package io.stickermill.command;

import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.RegisteredSchemas;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Dead letters: which there are, what is in them, and sending them on their way again. */
@Command(
        name = "dlt",
        description = "Lists, shows, replays and discards dead letters: what a group of consumers has given up on.",
        mixinStandardHelpOptions = true,
        subcommands = {DltListCommand.class, DltShowCommand.class, DltReplayCommand.class, DltDiscardCommand.class})
final class DltCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with them: list, show, replay or discard.");
    }

    /** How to reach the broker. */
    Map<String, Object> broker() {
        return stickermill.installation(options).broker();
    }

    /** Reads values with the schemas of the registry, which is asked for only then: a letter can be shown without. */
    RecordPrinter printer() {
        return new RecordPrinter(
                id -> new RegisteredSchemas(stickermill.installation(options).registry()).byId(id));
    }

    /** To be typed as it is. */
    String replayCommand(DeadLetter letter) {
        StringBuilder command = new StringBuilder("./stickermill dlt replay ")
                .append(letter.place().topic())
                .append(" --id ")
                .append(letter.place());
        if (letter.replayedAt() != null) {
            command.append(" --again");
        }
        if (options.isNamed()) {
            command.append(" --bootstrap-server ").append(broker().get("bootstrap.servers"));
        } else if (!stickermill.isDefaultHome()) {
            command.append(" --home ").append(stickermill.home().folder());
        }
        return command.toString();
    }
}
