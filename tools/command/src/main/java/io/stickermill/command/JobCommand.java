package io.stickermill.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.stickermill.common.Json;
import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.job.JobLook;
import io.stickermill.operations.job.Standing;
import io.stickermill.operations.job.UnreadRecord;
import io.stickermill.operations.topic.ShownBytes;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Shows one job. */
@Command(
        name = "job",
        description = {
            "Shows one job: where it stands and why, its timeline, its rows, its sticker and where that lies.",
            "The exit code is 0 when it was delivered, 3 while it has not ended, 1 otherwise."
        },
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

    private static final int NOT_ENDED = 3;

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "ID", description = "The job's id, as logs and events name it.")
    private UUID id;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (JobTables tables = new JobTables(stickermill.installation(options))) {
            JobLook look = tables.looks()
                    .job(id)
                    .orElseThrow(
                            () -> new CommandFailed(
                                    "No job " + id
                                            + " is known here. It appears a moment after its photo was accepted, and goes some weeks later."));
            if (json) {
                out.println(
                        Json.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(look));
            } else {
                show(look, out);
            }
            return !look.standing().place().equals("ended")
                    ? NOT_ENDED
                    : look.standing().words().equals("delivered") ? 0 : 1;
        }
    }

    private void show(JobLook look, PrintWriter out) {
        out.println("job      " + look.id());
        standing(look.standing(), out);
        if (look.job() != null) {
            out.println("chat     " + look.job().text("chat_id") + ", user "
                    + look.job().text("user_id"));
        }
        out.println();
        look.events()
                .forEach(event -> out.printf(
                        "  %-24s %-16s %s%n",
                        event.text("at"),
                        event.text("moment"),
                        event.get("work_ms") == null ? "" : event.text("work_ms") + " ms of work"));
        if (look.sticker() != null) {
            row("sticker", look.sticker(), out);
        }
        row("generation", look.generation(), out);
        look.deliveries().forEach(sent -> row("delivery", sent, out));
        look.uploads().forEach(upload -> row("upload", upload, out));
        for (UnreadRecord record : look.waiting()) {
            out.println();
            out.println("waiting  " + record.topic() + "-" + record.partition() + "-" + record.offset()
                    + (record.due() == null ? "" : ", due " + record.due())
                    + (record.cause() == null ? "" : ": " + ShownBytes.line(record.cause())));
        }
        if (!options.isNamed()) {
            out.println();
            out.println("Its log: ./stickermill logs --job " + look.id());
        }
    }

    static void standing(Standing standing, PrintWriter out) {
        out.println("stands   " + standing.words() + (standing.since() == null ? "" : ", since " + standing.since()));
        if (standing.why() != null) {
            out.println("why      " + ShownBytes.line(standing.why()));
        }
        if (standing.next() != null) {
            out.println("next     " + standing.next());
        }
    }

    private static void row(String name, @Nullable Row row, PrintWriter out) {
        if (row == null) {
            return;
        }
        out.println();
        out.println(name);
        row.forEach((column, value) -> {
            if (value != null) {
                out.printf("  %-22s %s%n", column, ShownBytes.line(value.toString()));
            }
        });
    }
}
