package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Pictures that other people's models make. */
@Command(
        name = "generations",
        description = "Pictures that remote models make: lists them, brings home what was paid, stops one.",
        mixinStandardHelpOptions = true)
final class GenerationsCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(description = "The newest ones: open, failed, or all; of a person.", mixinStandardHelpOptions = true)
    int list(
            @Parameters(
                            paramLabel = "WHICH",
                            arity = "0..1",
                            defaultValue = "all",
                            description = "all, open or failed. Default: ${DEFAULT-VALUE}.")
                    String which,
            @Option(names = "--user", paramLabel = "ID", description = "Of this person (users.id) only.") @Nullable
                    UUID user,
            @Option(names = "--limit", defaultValue = "20", description = "1 to 100. Default: ${DEFAULT-VALUE}.")
                    int limit) {
        String path = user == null ? "/v1/generations?which=" + which : "/v1/users/" + user + "/generations?";
        JsonNode found = history().get(path + "&limit=" + limit).path("generations");
        if (found.isEmpty()) {
            out().println("There is none.");
            return 0;
        }
        out().printf(
                        "%-36s  %-10s %-10s %-16s %8s  %-24s  %s%n",
                        "GENERATION", "STATUS", "PROVIDER", "STYLE", "USD", "ORDERED", "WHY");
        for (JsonNode one : found) {
            out().printf(
                            "%-36s  %-10s %-10s %-16s %8s  %-24s  %s%n",
                            one.path("generation_id").asText(),
                            one.path("status").asText(),
                            one.path("provider").asText(),
                            one.path("style").asText(),
                            one.path("paid").asBoolean() ? one.path("price").asText() : "-",
                            one.path("created_at").asText(),
                            why(one));
        }
        return 0;
    }

    @Command(description = "All that is known of one.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = "As 'generations list' shows it.") UUID id) {
        out().println(history().get("/v1/generations/" + id).toPrettyString());
        return 0;
    }

    @Command(description = "What remote models cost, by day and provider.", mixinStandardHelpOptions = true)
    int costs(@Option(names = "--days", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.") int days) {
        JsonNode costs = history().get("/v1/generations/costs?days=" + days);
        out().printf(
                        "%-10s  %-10s %7s %9s %7s %8s %10s%n",
                        "DAY", "PROVIDER", "ORDERS", "SUCCEEDED", "FAILED", "UNKNOWN", "USD");
        for (JsonNode day : costs.path("days")) {
            out().printf(
                            "%-10s  %-10s %7d %9d %7d %8d %10s%n",
                            day.path("day").asText(),
                            day.path("provider").asText(),
                            day.path("orders").asLong(),
                            day.path("succeeded").asLong(),
                            day.path("failed").asLong(),
                            day.path("unknown").asLong(),
                            day.path("cost").asText());
        }
        out().println("In all: " + costs.path("total").asText() + " USD, by the prices of the file of styles.");
        return 0;
    }

    @Command(
            description = {
                "Fetches what was paid and is not in storage, as long as its provider has it.",
                "Nothing is sent to anybody: who orders the same again has it for nothing."
            },
            mixinStandardHelpOptions = true)
    int sync(@Mixin Parts parts) {
        return parts("/v1/generations/sync", parts);
    }

    /** Of what time, and whether something is done. */
    static final class Parts {

        @Option(
                names = "--since",
                defaultValue = "24h",
                description =
                        "Those ordered since then: an instant, or a time ago, as 2h or 30d. Default: ${DEFAULT-VALUE}.")
        private String since;

        @Option(names = "--dry-run", description = "Only looks; changes nothing.")
        private boolean dryRun;
    }

    /** Part after part, since a whole may take long; each says what came of what. */
    private int parts(String path, Parts parts) {
        return parts(new ServiceApi(stickermill.installation(options), "generation"), path, parts, out());
    }

    static int parts(ServiceApi generation, String path, Parts parts, PrintWriter out) {
        String from = Since.of(parts.since, Instant.now()).toString();
        long looked = 0;
        long found = 0;
        String after = "";
        do {
            JsonNode part = generation.ask(
                    "POST",
                    path + "?since=" + from + "&dry_run=" + parts.dryRun + (after.isEmpty() ? "" : "&after=" + after));
            for (JsonNode item : part.path("items")) {
                found++;
                out.printf(
                        "%s  %-10s %-10s %s%n",
                        item.path("generation_id").asText(),
                        item.path("provider").asText(),
                        item.path("came").asText(),
                        item.path("detail").asText(""));
            }
            looked += part.path("looked").asLong();
            after = part.path("next").asText("");
            out.flush();
        } while (!after.isEmpty());
        out.println("Looked at " + looked + ", found " + found + "."
                + (parts.dryRun ? " A dry run: nothing is changed." : ""));
        return 0;
    }

    @Command(
            description = "Stops the job that one is made for, and the model's work as far as its provider can.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "ID", description = "As 'generations list' shows it.") UUID id) {
        String job = history().get("/v1/generations/" + id).path("job_id").asText();
        new ServiceApi(stickermill.installation(options), "gateway").ask("POST", "/v1/jobs/" + job + "/cancel");
        out().println("Job " + job + " is being cancelled.");
        return 0;
    }

    private static String why(JsonNode one) {
        String reason = one.path("reason").asText("");
        return reason.isEmpty() ? "" : reason + ": " + one.path("detail").asText("");
    }

    private ServiceApi history() {
        return new ServiceApi(stickermill.installation(options), "history");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
