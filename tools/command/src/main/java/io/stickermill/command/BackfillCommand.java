package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Plans, watches and steers backfills. */
@Command(
        name = "backfill",
        description = "Puts missing files back into storage, and verifies those that should be there.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    /** What a run takes; all of it without them. */
    static final class Filters {

        @Option(names = "--env", description = "Rows of this environment only.")
        private @Nullable String env;

        @Option(names = "--user", description = "Rows of this user (users.id) only.")
        private @Nullable String user;

        @Option(names = "--since", description = "Rows from this instant on, as 2026-01-31T00:00:00Z.")
        private @Nullable String since;

        @Option(names = "--until", description = "Rows before this instant.")
        private @Nullable String until;

        @Option(
                names = "--type",
                description = "Stickers of this generation type only. Without it: all but foreign ones.")
        private @Nullable String type;

        @Option(names = "--limit", description = "At most so many items.")
        private @Nullable Long limit;

        @Option(names = "--dry-run", description = "Only counts; changes nothing.")
        private boolean dryRun;

        @Option(names = "--create-rows", description = "With sessions: history makes the missing rows.")
        private boolean createRows;

        @Option(names = "--no-wait", description = "Returns when the run has begun, instead of watching it.")
        private boolean noWait;
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(name = "stickers", description = "Stickers whose row has no path.", mixinStandardHelpOptions = true)
    int stickers(@Mixin Filters filters) throws InterruptedException {
        return start("stickers", filters);
    }

    @Command(
            name = "sessions",
            description = "Old sessions that only Telegram remembers.",
            mixinStandardHelpOptions = true)
    int sessions(@Mixin Filters filters) throws InterruptedException {
        return start("sessions", filters);
    }

    @Command(name = "pack-sheets", description = "Pack sheets that were never stored.", mixinStandardHelpOptions = true)
    int packSheets(@Mixin Filters filters) throws InterruptedException {
        return start("pack-sheets", filters);
    }

    @Command(
            name = "verify",
            description = "Looks for the object of each row that has a path; puts back what is gone.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin Filters filters) throws InterruptedException {
        return start("verify", filters);
    }

    @Command(
            name = "audit",
            description = "As verify, and changes nothing: its report names each file that is not in storage.",
            mixinStandardHelpOptions = true)
    int audit(@Mixin Filters filters) throws InterruptedException {
        return start("audit", filters);
    }

    @Command(
            name = "previews",
            description = "Small pictures of what remote models have made, where they are missing.",
            mixinStandardHelpOptions = true)
    int previews(@Mixin GenerationsCommand.Parts parts) {
        return GenerationsCommand.parts(
                new ServiceApi(stickermill.installation(options), "generation"),
                "/v1/generations/previews",
                parts,
                out());
    }

    @Command(name = "runs", description = "Lists the newest runs.", mixinStandardHelpOptions = true)
    int runs() {
        ServiceApi api = api();
        out().printf(
                        "%-36s  %-11s %-9s %9s %9s %9s %9s  %s%n",
                        "RUN", "SOURCE", "STATE", "PLANNED", "ENDED", "FAILED", "AGAIN", "STARTED");
        for (JsonNode run : api.get("/v1/backfills")) {
            out().printf(
                            "%-36s  %-11s %-9s %9d %9d %9d %9d  %s%n",
                            run.path("id").asText(),
                            run.path("source").asText(),
                            run.path("state").asText(),
                            run.path("planned").asLong(),
                            run.path("ended").asLong(),
                            RunProgress.counted(run, "failed"),
                            RunProgress.counted(run, "again"),
                            run.path("started_at").asText());
        }
        if (!options.isNamed()) {
            ReplayTable.print(stickermill.running().replays(), out());
        }
        out().println();
        out().println("As a page: " + page(api));
        return 0;
    }

    @Command(name = "show", description = "Shows a run once.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "RUN") String run) {
        out().println(api().get("/v1/backfills/" + run).toPrettyString());
        return 0;
    }

    @Command(
            name = "watch",
            description = "Follows a run until it has ended or is paused. Leave with Ctrl-C: the run goes on.",
            mixinStandardHelpOptions = true)
    int watch(@Parameters(paramLabel = "RUN") String run) throws InterruptedException {
        RunProgress.watch(api(), run, out());
        return 0;
    }

    @Command(
            name = "pause",
            description = "Stops a run within seconds; resume goes on.",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "RUN") String run) {
        return steer(run, "pause");
    }

    @Command(name = "resume", description = "Goes on with a paused run.", mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "RUN") String run) {
        return steer(run, "resume");
    }

    @Command(name = "cancel", description = "Ends a run; what is done stays done.", mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "RUN") String run) {
        return steer(run, "cancel");
    }

    @Command(
            name = "report",
            description = "Counts and failures of a run as JSON, or every item as CSV.",
            mixinStandardHelpOptions = true)
    int report(
            @Parameters(paramLabel = "RUN") String run,
            @Option(names = "--csv", description = "Every item, a line each.") boolean csv,
            @Option(names = "--json", description = "The default.") boolean json) {
        if (csv && json) {
            throw new CommandFailed("Take --csv or --json, not both.");
        }
        String path = "/v1/backfills/" + run + "/report";
        out().println(csv ? api().csv(path).stripTrailing() : api().get(path).toPrettyString());
        return 0;
    }

    private int start(String source, Filters filters) throws InterruptedException {
        ServiceApi api = api();
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("source", source);
        put(wanted, "env", filters.env);
        put(wanted, "user", filters.user);
        put(wanted, "since", filters.since);
        put(wanted, "until", filters.until);
        put(wanted, "type", filters.type);
        put(wanted, "limit", filters.limit);
        wanted.put("create_rows", filters.createRows);
        if (filters.dryRun) {
            for (JsonNode found : api.post("/v1/backfills/dry-run", wanted)) {
                out().printf(
                                "%-11s %-16s %10d%n",
                                found.path("subject").asText(),
                                found.path("reason").asText(),
                                found.path("items").asLong());
            }
            out().println("A dry run: nothing is changed.");
            return 0;
        }
        String run = api.post("/v1/backfills", wanted).path("id").asText();
        out().println("Run " + run);
        out().flush();
        if (!filters.noWait) {
            RunProgress.watch(api, run, out());
        }
        return 0;
    }

    /** On the local stack the key stands behind the #, which browsers keep to themselves; elsewhere the page asks for it. */
    private String page(ServiceApi api) {
        return api.address()
                + (options.isNamed() ? "/" : "/#key=" + stickermill.local().apiKey());
    }

    private int steer(String run, String how) {
        out().println(RunProgress.line(api().post("/v1/backfills/" + run + "/" + how, Map.of()), 0));
        return 0;
    }

    private static void put(Map<String, Object> wanted, String name, @Nullable Object value) {
        if (value != null) {
            wanted.put(name, value);
        }
    }

    private ServiceApi api() {
        return new ServiceApi(stickermill.installation(options), "backfill");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
