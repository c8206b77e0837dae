package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatedUser.Event;
import io.stickermill.emulator.client.EmulatedUser.Events;
import io.stickermill.schemas.Ids;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The whole way as a user: a photo to the bot, its progress, the sticker or the bot's refusal. */
@Command(
        name = "send",
        description = "Sends a photo to the bot as a user would, and shows what comes back.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

    private static final Duration STATUS_WAIT = Duration.ofSeconds(5);
    private static final Duration TIMELINE_WAIT = Duration.ofSeconds(10);
    private static final Duration REFUSAL_WAIT = Duration.ofSeconds(3);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PHOTO", description = "A JPEG, PNG or WebP file.")
    private Path photo;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write the sticker (WebP).")
    private @Nullable Path output;

    @Option(
            names = "--user",
            defaultValue = "1001",
            description = "Telegram id of the user. Default: ${DEFAULT-VALUE}.")
    private long user;

    @Option(names = "--language", defaultValue = "en", description = "The user's language. Default: ${DEFAULT-VALUE}.")
    private String language;

    @Option(names = "--as-file", description = "Sends the image as a file instead of as a photo.")
    private boolean asFile;

    @Option(names = "--caption", description = "Text that goes with the photo.")
    private @Nullable String caption;

    @ArgGroup(
            exclusive = false,
            heading = "How the sticker is to look; asked for by the HTTP API, a chat has buttons for it:%n")
    private @Nullable Wishes wishes;

    private static final class Wishes {
        @Option(
                names = "--style",
                paramLabel = "NAME",
                description = "comic, pencil, neon, ...; `stickermill styles` lists all, with their prices.")
        private @Nullable String style;

        @Option(names = "--text", paramLabel = "TEXT", description = "Text to set on it, up to 200 characters.")
        private @Nullable String text;

        @Option(names = "--no-outline", description = "Without the white line and its shadow.")
        private boolean noOutline;

        @Option(names = "--card", description = "The whole picture, with rounded corners.")
        private boolean card;

        @Option(names = "--cut-out-anyway", description = "Cut something out even where nothing stands out.")
        private boolean anyway;

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("style", style == null ? "none" : style);
            fields.put("outline", Boolean.toString(!noOutline));
            if (text != null) {
                fields.put("text", text);
            }
            if (card || anyway) {
                fields.put("mode", card ? "card" : "cut_out_anyway");
            }
            return fields;
        }
    }

    @Option(names = "--timeout", defaultValue = "120", description = "Seconds to wait. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isRegularFile(photo)) {
            throw new CommandFailed("There is no file " + photo + ".");
        }
        JsonNode status = stickermill.running().status();
        if (status.path("emulator").isMissingNode()) {
            throw new CommandFailed("This stack talks to the real Telegram: send the photo to your bot there.");
        }
        EmulatedUser sender =
                new EmulatedUser(status.path("emulator").path("url").asText(), user);
        long after = sender.events(0, Duration.ZERO).next();
        Instant start = Instant.now();
        byte[] file = Files.readAllBytes(photo);
        UUID jobId;
        // What comes of an order answers no message.
        int messageId = 0;
        if (wishes == null) {
            messageId = sender.sendPhoto(file, parameters());
            String token = status.path("emulator").path("token").asText();
            jobId = Ids.jobOfMessage(Long.parseLong(token.substring(0, token.indexOf(':'))), user, messageId);
        } else {
            Map<String, String> fields = wishes.fields();
            fields.put("chat_id", Long.toString(user));
            jobId = new StickerOrder(status.path("access"))
                    .place(file, String.valueOf(photo.getFileName()), fields, sender);
        }
        out.println("sent " + photo.getFileName() + " (" + file.length + " bytes), job " + jobId);
        out.flush();

        JsonNode answer = follow(sender, after, messageId, start, out);
        boolean made = answer.has("sticker");
        if (made) {
            receive(sender, answer.path("sticker"), out);
        } else {
            out.println("The bot says: " + answer.path("text").asText());
        }
        out.flush();
        // A photo that the gateway itself refuses makes no job.
        timeline(status.path("access"), jobId, made ? TIMELINE_WAIT : REFUSAL_WAIT)
                .ifPresentOrElse(
                        job -> showTimeline(job, out),
                        () -> out.println("No timeline: history-service knows of no such job"
                                + (made ? " yet; it reads the topics later than the chat does." : ".")));
        return made ? 0 : 1;
    }

    private void receive(EmulatedUser sender, JsonNode sticker, PrintWriter out)
            throws IOException, InterruptedException {
        byte[] file = sender.file(sticker.path("file_id").asText());
        out.printf(
                "sticker: %d x %d, %d bytes%n",
                sticker.path("width").asInt(), sticker.path("height").asInt(), file.length);
        if (output != null) {
            Files.write(output, file);
            out.println("written to " + output);
        }
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("as", asFile ? "document" : "photo");
        parameters.put("filename", String.valueOf(photo.getFileName()));
        parameters.put("language", language);
        if (caption != null) {
            parameters.put("caption", caption);
        }
        return parameters;
    }

    /** Shows what happens in the chat until the bot has answered: with a sticker, or with a text that stays. */
    private JsonNode follow(EmulatedUser sender, long begin, int messageId, Instant start, PrintWriter out)
            throws IOException, InterruptedException {
        long after = begin;
        Instant deadline = start.plusSeconds(timeout);
        boolean statusShown = false;
        JsonNode answer = null;
        while (Instant.now().isBefore(deadline)) {
            Events found = sender.events(after, Duration.ofSeconds(5));
            after = found.next();
            for (Event event : found.events()) {
                JsonNode message = event.message();
                if (message.path("reply_to_message").path("message_id").asInt() != messageId) {
                    continue;
                }
                String text = message.path("text").asText();
                boolean progress = text.matches("\\d/7 .*");
                switch (event.kind()) {
                    case "sent", "edited" -> {
                        if (progress) {
                            statusShown = true;
                            out.printf("%6.2f s  %s%n", seconds(start), text);
                        } else {
                            // Why it is a card comes after the sticker, and does not replace it.
                            answer = answer == null || message.has("sticker") ? message : answer;
                            out.printf("%6.2f s  %s%n", seconds(start), message.has("sticker") ? "the sticker" : text);
                            // What is left to see is how the status message goes.
                            deadline = Instant.now().plus(STATUS_WAIT);
                        }
                    }
                    case "deleted" -> {
                        statusShown = false;
                        out.printf("%6.2f s  (status message removed)%n", seconds(start));
                    }
                    default -> {}
                }
                out.flush();
            }
            if (answer != null && !statusShown) {
                return answer;
            }
        }
        if (answer != null) {
            return answer;
        }
        throw new CommandFailed(
                "No answer after " + timeout
                        + " s. `./stickermill status` shows whether all parts run, `./stickermill topics` where the photo waits.");
    }

    private static void showTimeline(JsonNode job, PrintWriter out) {
        out.printf(
                "status: %s, %d ms in all%n",
                job.path("status").asText(), job.path("total_ms").asLong());
        out.printf("  %-12s %-13s %8s %8s%n", "STEP", "BEGAN", "WORK ms", "WAIT ms");
        for (JsonNode step : job.path("steps")) {
            String began = step.path("started_at").asText();
            out.printf(
                    "  %d %-10s %-13s %8s %8d%n",
                    step.path("step").asInt(),
                    step.path("name").asText(),
                    began.length() > 11 ? began.substring(11).replace("Z", "") : began,
                    step.path("work_ms").isMissingNode()
                            ? "-"
                            : step.path("work_ms").asText(),
                    step.path("wait_ms").asLong());
        }
    }

    /** History hears of the end a moment after the user does. */
    private static Optional<JsonNode> timeline(JsonNode access, UUID jobId, Duration patience)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(access.path("history").asText() + "/v1/jobs/" + jobId))
                .timeout(Duration.ofSeconds(10))
                .header("X-API-Key", access.path("api_key").asText())
                .build();
        return Until.every(Duration.ofMillis(50))
                .forAtMost(patience)
                .answer(
                        () -> known(request),
                        job -> job.filter(SendCommand::isComplete).isPresent());
    }

    private static Optional<JsonNode> known(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = Http.CLIENT.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(Json.MAPPER.readTree(response.body())) : Optional.empty();
        } catch (IOException away) {
            // The sticker is there all the same; history-service may be starting again.
            return Optional.empty();
        }
    }

    private static boolean isComplete(JsonNode job) {
        return switch (job.path("status").asText()) {
            case "failed", "cancelled", "held" -> true;
            case "delivered" -> job.path("steps").findValuesAsText("name").containsAll(List.of("send", "upload"));
            default -> false;
        };
    }

    private static double seconds(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }
}
