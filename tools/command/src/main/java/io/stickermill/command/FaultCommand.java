package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.common.Json;
import io.stickermill.emulator.client.EmulatorAdmin;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has the stand-in for Telegram misbehave, as the real one does now and then. */
@Command(
        name = "fault",
        description = {
            "Has the local stack's Telegram misbehave. Alone it lists the faults that are set.",
            "For example, to see what a stalled Telegram looks like: fault add sendSticker --delay 60000"
        },
        mixinStandardHelpOptions = true)
final class FaultCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    /** What comes instead of Telegram's answer, by its name at the emulator. */
    enum Instead {
        status,
        status_after,
        close_before,
        close_after,
        hang_after,
        twice,
        lost,
        chargeback
    }

    @Override
    public Integer call() throws Exception {
        show(faults());
        return 0;
    }

    @Command(
            name = "add",
            description = "Adds a fault to those that are set; the first that fits a call happens.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(
                            paramLabel = "METHOD",
                            description = "A method of the Bot API, * for all of them, file for downloads, or"
                                    + " successful_payment for the word to the bot that somebody has paid.")
                    String method,
            @Option(
                            names = "--status",
                            paramLabel = "CODE",
                            description = "Calls are refused with it and have no effect: 429, 500, 401 ...")
                    @Nullable
                    Integer status,
            @Option(
                            names = "--instead",
                            paramLabel = "WHAT",
                            description =
                                    "What comes instead of an answer: ${COMPLETION-CANDIDATES}. After: the call has"
                                            + " had its effect. The last three befall successful_payment alone."
                                            + " Default: status, if a --status is given.")
                    @Nullable
                    Instead instead,
            @Option(names = "--retry-after", paramLabel = "SECONDS", description = "What a 429 says.") @Nullable
                    Long retryAfter,
            @Option(names = "--delay", paramLabel = "MS", description = "Wait before the call has its effect.")
                    @Nullable
                    Long delay,
            @Option(names = "--chat", paramLabel = "ID", description = "Only calls to this chat.") @Nullable Long chat,
            @Option(names = "--times", description = "Only so often. Default: until it is cleared.") @Nullable
                    Integer times,
            @Option(names = "--probability", description = "0 to 1: how often a call that fits meets it. Default: 1.")
                    @Nullable
                    Double probability)
            throws Exception {
        if (status == null && instead == null && delay == null) {
            throw new CommandFailed("Say what goes wrong: --status, --instead or --delay.");
        }
        ObjectNode fault = Json.MAPPER
                .createObjectNode()
                .put("method", method)
                .put("chat_id", chat)
                .put("times", times)
                .put("probability", probability)
                .put("delay_ms", delay)
                .put("status", status)
                .put("retry_after", retryAfter);
        if (instead != null || status != null) {
            fault.put("action", instead == null ? Instead.status.name() : instead.name());
        }
        ArrayNode all = Json.MAPPER.createArrayNode();
        faults().forEach(all::add);
        show(set(all.add(fault)));
        return 0;
    }

    @Command(name = "clear", description = "Telegram is well again.", mixinStandardHelpOptions = true)
    int clear() throws Exception {
        show(set(List.of()));
        return 0;
    }

    private JsonNode faults() throws IOException, InterruptedException {
        return emulator().get("/admin/faults");
    }

    private JsonNode set(Object faults) throws IOException, InterruptedException {
        try {
            return emulator().ask("PUT", "/admin/faults", faults);
        } catch (IllegalStateException refused) {
            throw new CommandFailed(String.valueOf(refused.getMessage()));
        }
    }

    private EmulatorAdmin emulator() {
        String address =
                stickermill.running().status().path("emulator").path("url").asText();
        if (address.isEmpty()) {
            throw new CommandFailed("This stack talks to the real Telegram, which takes no faults.");
        }
        return new EmulatorAdmin(address);
    }

    private void show(JsonNode faults) {
        PrintWriter out = spec.commandLine().getOut();
        if (faults.isEmpty()) {
            out.println("Telegram is well: no faults are set.");
        }
        for (JsonNode fault : faults) {
            out.println(fault.path("method").asText() + "  "
                    + fault.properties().stream()
                            .filter(field -> !field.getKey().equals("method")
                                    && !field.getValue().isNull())
                            .map(field ->
                                    field.getKey() + " " + field.getValue().asText())
                            .collect(Collectors.joining(", ")));
        }
        out.flush();
    }
}
