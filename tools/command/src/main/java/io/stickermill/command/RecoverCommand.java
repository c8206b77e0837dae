package io.stickermill.command;

import io.stickermill.operations.recovery.Recovery;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings the database level with the topics. */
@Command(
        name = "recover",
        description = {
            "After PostgreSQL was restored from a copy: brings it level with what the topics know.",
            "What was sent is entered into the ledger first, so that nothing is sent again; then the services read"
                    + " their topics once more from the time of the copy."
        },
        mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--since",
            required = true,
            description = "A moment before the copy was made, for example 2026-01-31T03:00:00Z, or how long ago: 2h.")
    private String since;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Instant from = since(since, Instant.now());
        RunningStack stack = stickermill.running();
        new Recovery(new CommandedStack(stack), line -> {
                    out.println(line);
                    out.flush();
                })
                .run(from);
        return 0;
    }

    static Instant since(String text, Instant now) {
        try {
            return text.matches("\\d{1,6}[smhd]")
                    ? now.minus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text))
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandFailed(
                    "--since takes a time such as 2026-01-31T03:00:00Z or how long ago such as 2h, not `" + text
                            + "`.");
        }
    }
}
