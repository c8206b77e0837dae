package io.stickermill.command;

import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.job.WaitingJob;
import io.stickermill.operations.topic.ShownBytes;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(
        name = "jobs",
        description = {
            "Lists the newest jobs, those of something, or with --waiting those that have not ended: where each waits, why, and"
                    + " when it goes on."
        },
        mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..1",
            description = "The id of a job, sticker, user, session or chat, or a sticker's file id of Telegram.")
    private @Nullable String what;

    @Option(names = "--waiting", description = "Only those that have not ended.")
    private boolean waiting;

    @Override
    public Integer call() throws InterruptedException {
        if (waiting && what != null) {
            throw new CommandFailed("Take --waiting or the id of something, not both.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (JobTables tables = new JobTables(stickermill.installation(options))) {
            if (waiting) {
                waiting(tables.looks().waiting(), out);
            } else {
                found(tables.looks().search(what == null ? "" : what), out);
            }
        }
        return 0;
    }

    private static void waiting(List<WaitingJob> jobs, PrintWriter out) {
        if (jobs.isEmpty()) {
            out.println("No photo waits.");
            return;
        }
        out.printf("%-36s  %-14s %-8s %-24s  %s%n", "JOB", "CHAT", "WHERE", "SINCE", "WHY");
        for (WaitingJob job : jobs) {
            out.printf(
                    "%-36s  %-14s %-8s %-24s  %s%n",
                    job.id(),
                    job.chat() == null ? "-" : job.chat(),
                    job.standing().place(),
                    job.standing().since() == null ? "-" : job.standing().since(),
                    job.standing().words()
                            + (job.standing().why() == null
                                    ? ""
                                    : ": " + ShownBytes.line(job.standing().why()))
                            + (job.standing().next() == null
                                    ? ""
                                    : "; next at " + job.standing().next()));
        }
    }

    private static void found(List<Row> jobs, PrintWriter out) {
        out.printf("%-36s  %-14s %-10s %-28s  %s%n", "JOB", "CHAT", "STATE", "RECEIVED", "REASON");
        jobs.forEach(job -> out.printf(
                "%-36s  %-14s %-10s %-28s  %s%n",
                job.text("id"),
                job.text("chat_id"),
                job.text("state"),
                job.get("received_at") == null ? "-" : job.text("received_at"),
                job.get("reason") == null ? "" : job.text("reason")));
    }
}
