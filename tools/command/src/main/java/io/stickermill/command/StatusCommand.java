package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows a running stack. */
@Command(
        name = "status",
        description = "Shows every part; the exit code is 0 only when all are ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode status = stickermill.running().status();
        if (json) {
            out.println(status.toPrettyString());
        } else {
            out.printf("%-11s %-13s %8s %8s  %s%n", "PART", "STATE", "PID", "RESTARTS", "ADDRESS");
            for (JsonNode part : status.path("parts")) {
                out.printf(
                        "%-11s %-13s %8s %8d  %s%n",
                        part.path("name").asText(),
                        part.path("state").asText(),
                        part.path("pid").asLong() == 0 ? "-" : part.path("pid").asText(),
                        part.path("restarts").asInt(),
                        part.path("address").asText());
            }
            for (JsonNode part : status.path("parts")) {
                if (part.hasNonNull("reason")) {
                    out.println(part.path("name").asText() + ", "
                            + times(part.path("failures").asInt()) + ": "
                            + part.path("reason").asText());
                }
            }
            for (JsonNode part : status.path("parts")) {
                if (part.hasNonNull("limits")) {
                    out.println(part.path("name").asText() + ": "
                            + part.path("limits").asText());
                }
            }
            if (status.hasNonNull("disk")) {
                out.println("Attention: " + status.path("disk").asText() + ".");
            }
            JsonNode access = status.path("access");
            out.println("API key: " + access.path("api_key").asText() + " (header X-API-Key); customers': "
                    + access.path("customer_key").asText());
            out.println(
                    "For other Kafka tools: broker " + access.path("bootstrap").asText() + ", schema registry "
                            + access.path("confluent_registry").asText());
        }
        return status.path("ready").asBoolean() ? 0 : 1;
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times in a row";
    }
}
