package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.RegisteredSchemas;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Dead letters: which there are, what is in them, and sending them on their way again. */
@Command(
        name = "dlt",
        description = {
            "Lists, shows, replays and discards dead letters: what a group of consumers has given up on.",
            "Without --bootstrap-server it is about the running stack."
        },
        mixinStandardHelpOptions = true,
        subcommands = {DltListCommand.class, DltShowCommand.class, DltReplayCommand.class, DltDiscardCommand.class})
final class DltCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            scope = ScopeType.INHERIT,
            description = "A broker that is not the local stack's.")
    private @Nullable String bootstrap;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Properties of Kafka's clients for that broker: TLS, SASL.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Its schema registry, without /apis; for reading values.")
    private @Nullable String registry;

    private @Nullable JsonNode access;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with them: list, show, replay or discard.");
    }

    /** How to reach the broker. */
    Map<String, Object> broker() {
        Map<String, Object> connection = new HashMap<>();
        if (kafkaConfig != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new CommandFailed("--kafka-config can't be read: " + e);
            }
            properties.stringPropertyNames().forEach(name -> connection.put(name, properties.getProperty(name)));
        }
        connection.put(
                "bootstrap.servers",
                bootstrap == null ? access().path("bootstrap").asText() : bootstrap);
        return connection;
    }

    /** Reads values with the schemas of the registry. */
    RecordPrinter printer() {
        String url = registry != null || bootstrap != null
                ? registry
                : access().path("registry").asText();
        return new RecordPrinter(id -> {
            if (url == null) {
                throw new CommandFailed("no --registry was named");
            }
            return new RegisteredSchemas(url).byId(id);
        });
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
        if (bootstrap != null) {
            command.append(" --bootstrap-server ").append(bootstrap);
        } else if (!stickermill.isDefaultHome()) {
            command.append(" --home ").append(stickermill.home().folder());
        }
        return command.toString();
    }

    private JsonNode access() {
        if (access == null) {
            access = stickermill.running().status().path("access");
        }
        return access;
    }
}
