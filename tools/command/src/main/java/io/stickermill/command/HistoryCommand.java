package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.HistoryRebuild;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
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

/** What history knows. */
@Command(
        name = "history",
        description = {
            "What history knows of stickers and their files.",
            "Alone it counts the rows that name no file, by where it would have to come from. Whether the files that"
                    + " are named are in storage, `backfill audit` says."
        },
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-12s %-8s %-12s %-14s %10s %10s%n", "SOURCE", "ORIGIN", "ENV", "TYPE", "MISSING", "CAN COME");
        missing(out, history().get("/v1/missing"));
        missing(out, new ServiceApi(stickermill.installation(options), "gateway").get("/v1/sessions/missing"));
        return 0;
    }

    @Command(
            description = "Says whose a path in storage is, or whether a UUID is a session's or a pack's.",
            mixinStandardHelpOptions = true)
    int path(@Parameters(paramLabel = "PATH_OR_UUID") String path) {
        return print(history().get("/v1/paths?path=" + encoded(path)));
    }

    @Command(description = "A person's stickers by day and style: made, failed.", mixinStandardHelpOptions = true)
    int statistics(
            @Parameters(paramLabel = "USER_ID", description = "users.id, a UUID.") UUID user,
            @Option(names = "--from", paramLabel = "DAY", description = "First day (UTC), such as 2026-01-31.")
                    @Nullable
                    String from,
            @Option(names = "--to", paramLabel = "DAY", description = "Last day (UTC).") @Nullable String to) {
        String query = (from == null ? "" : "from=" + encoded(from) + "&") + (to == null ? "" : "to=" + encoded(to));
        return print(history().get("/v1/users/" + user + "/statistics?" + query));
    }

    @Command(
            description = "Objects in storage whose sticker was never delivered; they go when their time is over.",
            mixinStandardHelpOptions = true)
    int undelivered(
            @Option(names = "--limit", defaultValue = "20", description = "At most so many. Default: 20.") int limit,
            @Option(names = "--after", description = "The value of next, of the page before.") @Nullable String after) {
        return print(history()
                .get("/v1/objects/undelivered?limit=" + limit + (after == null ? "" : "&after=" + encoded(after))));
    }

    @Command(
            description = {
                "Builds history once more from the topics, beside the live one, and compares the two column by column.",
                "Then what differs is replaced; what the topics can't tell (older, imported, of old sessions) stays. Traffic"
                        + " goes on meanwhile.",
                "Exit code 0: no difference, or replaced; 3: differences; 1: it could not be done."
            },
            mixinStandardHelpOptions = true)
    int rebuild(@Option(names = "--verify", description = "Only compare, and change nothing.") boolean verify)
            throws IOException, InterruptedException {
        if (options.isNamed()) {
            throw new CommandFailed("Elsewhere than on the local stack the service does this itself, with its own"
                    + " environment: `java -jar service.jar rebuild`, with compose `docker compose run --rm"
                    + " history-service rebuild` (docs/operating.md).");
        }
        Map<String, String> access = new HashMap<>();
        stickermill
                .running()
                .status()
                .path("access")
                .properties()
                .forEach(each -> access.put(each.getKey(), each.getValue().asText()));
        return new HistoryRebuild(stickermill.home(), access).run(verify);
    }

    /** A key of storage, or what was mistyped, may hold anything. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ServiceApi history() {
        return new ServiceApi(stickermill.installation(options), "history");
    }

    private static void missing(PrintWriter out, JsonNode answer) {
        answer.path("sources")
                .forEach(source -> out.printf(
                        "%-12s %-8s %-12s %-14s %10d %10d%n",
                        source.path("source").asText(),
                        source.path("origin").asText("-"),
                        source.path("env").asText("-"),
                        source.path("generation_type").asText("-"),
                        source.path("missing").asLong(),
                        source.path("recoverable").asLong()));
    }

    private int print(JsonNode answer) {
        spec.commandLine().getOut().println(answer.toPrettyString());
        return 0;
    }
}
