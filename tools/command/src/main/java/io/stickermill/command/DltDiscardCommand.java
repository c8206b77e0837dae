package io.stickermill.command;

import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.deadletter.Replays;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Puts dead letters away. */
@Command(
        name = "discard",
        description = {
            "Puts dead letters away: they are listed no more, and nothing is done with them.",
            "Their bytes stay in the topic until it forgets them; `list --id` still finds one that is named, and it can"
                    + " still be replayed."
        },
        mixinStandardHelpOptions = true)
final class DltDiscardCommand implements Callable<Integer> {

    @ParentCommand
    private DltCommand dlt;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic, or the topic that they came from.")
    private String topic;

    @Mixin
    private final DltSelection selection = new DltSelection();

    @Option(names = "--dry-run", description = "Only says what would be discarded.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var selected = selection.of(topic);
        var broker = dlt.broker();
        try (LetterBox letters = new LetterBox(broker);
                Replays replays = new Replays(letters, broker)) {
            List<DeadLetter> due = letters.find(selected).stream()
                    .filter(letter -> letter.discard() == null)
                    .toList();
            for (DeadLetter letter : due) {
                if (!dryRun) {
                    replays.discard(letter, System.getProperty("user.name"));
                }
                out.println((dryRun ? "would discard " : "discarded ") + letter.place() + " of the group "
                        + letter.group().id());
                out.flush();
            }
            out.println(
                    dryRun
                            ? "Nothing was discarded: --dry-run."
                            : "Discarded " + due.size() + ". `./stickermill dlt list --id ID` still finds each.");
        }
        return 0;
    }
}
