package io.stickermill.command;

import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.deadletter.Replays;
import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.RecordPlace;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Gives dead letters to their group again. */
@Command(
        name = "replay",
        description = {
            "Gives dead letters to the group that has failed with them, key and bytes as they were, and to no other.",
            "What has had its effect meanwhile has it only once. Mend the cause first: what fails again is told"
                    + " nobody and lies here again, as a new letter."
        },
        mixinStandardHelpOptions = true)
final class DltReplayCommand implements Callable<Integer> {

    @ParentCommand
    private DltCommand dlt;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic, or the topic that they came from.")
    private String topic;

    @Mixin
    private final DltSelection selection = new DltSelection();

    @Option(names = "--dry-run", description = "Only says what would be replayed.")
    private boolean dryRun;

    @Option(names = "--again", description = "Also what was replayed before.")
    private boolean again;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var selected = selection.of(topic);
        var broker = dlt.broker();
        try (LetterBox letters = new LetterBox(broker)) {
            List<DeadLetter> found = letters.find(selected);
            List<DeadLetter> due = found.stream()
                    .filter(letter -> again || letter.replayedAt() == null)
                    .toList();
            if (due.isEmpty()) {
                return nothing(found, out);
            }
            if (dryRun) {
                due.forEach(letter -> out.println("would replay " + words(letter)));
                tellOthers(found, due, out);
                out.println("Nothing was replayed: --dry-run.");
                return 0;
            }
            return replay(due, found, letters, broker, out);
        }
    }

    private int replay(
            List<DeadLetter> due,
            List<DeadLetter> found,
            LetterBox letters,
            Map<String, Object> broker,
            PrintWriter out)
            throws InterruptedException {
        int failed = 0;
        try (Replays replays = new Replays(letters, broker)) {
            for (DeadLetter letter : due) {
                try {
                    RecordPlace lies = replays.replay(letter);
                    out.println("replayed " + words(letter) + ", as " + lies);
                } catch (IllegalStateException e) {
                    failed++;
                    out.println("NOT replayed " + words(letter) + ": " + e.getMessage());
                }
                out.flush();
            }
        }
        tellOthers(found, due, out);
        out.println("Replayed " + (due.size() - failed) + " of " + due.size()
                + ". What fails again comes back as a new letter: `./stickermill dlt list`.");
        return failed == 0 ? 0 : 1;
    }

    private int nothing(List<DeadLetter> found, PrintWriter out) {
        if (found.isEmpty()) {
            out.println("No dead letters to replay.");
            return 0;
        }
        DeadLetter last = found.getLast();
        if (selection.namesOne()) {
            throw new CommandFailed(last.place() + " was already replayed at " + last.replayedAt()
                    + ", use --again to do so once more.");
        }
        tellOthers(found, List.of(), out);
        return 0;
    }

    private static void tellOthers(List<DeadLetter> found, List<DeadLetter> due, PrintWriter out) {
        int others = found.size() - due.size();
        if (others > 0) {
            out.println("Left out because already replayed: " + others + ", use --again for them, too.");
        }
    }

    private static String words(DeadLetter letter) {
        return letter.place() + " ("
                + letter.origin().map(RecordPlace::toString).orElse("?")
                + letter.jobId().map(job -> ", job " + ShownBytes.line(job)).orElse("")
                + ") to the group " + letter.group().id();
    }
}
