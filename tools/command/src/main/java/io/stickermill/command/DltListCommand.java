package io.stickermill.command;

import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.RecordPlace;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One line for each dead letter. */
@Command(
        name = "list",
        description = "Lists dead letters, by topic, the oldest first.",
        mixinStandardHelpOptions = true)
final class DltListCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("ID", "WHEN", "GROUP", "FROM", "KEY", "JOB", "REPLAYED", "CAUSE");

    @ParentCommand
    private DltCommand dlt;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..1",
            description = "A dead-letter topic, or the topic that they came from. Left out: all.")
    private @Nullable String topic;

    @Mixin
    private final DltSelection selection = new DltSelection();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var selected = selection.of(topic);
        try (LetterBox letters = new LetterBox(dlt.broker())) {
            Map<String, List<DeadLetter>> found = letters.find(selected).stream()
                    .collect(
                            Collectors.groupingBy(letter -> letter.place().topic(), TreeMap::new, Collectors.toList()));
            if (found.isEmpty()) {
                out.println("No dead letters.");
            }
            found.forEach((name, ofTopic) -> {
                long open = ofTopic.stream()
                        .filter(letter -> letter.replayedAt() == null)
                        .count();
                out.println(name + ": " + ofTopic.size() + ", not replayed: " + open);
                print(ofTopic.stream().map(DltListCommand::row).toList(), out);
                out.println();
            });
        }
        return 0;
    }

    private static List<String> row(DeadLetter letter) {
        return List.of(
                letter.place().toString(),
                seconds(letter.at()),
                letter.group().id(),
                letter.origin().map(RecordPlace::toString).orElse("?"),
                letter.key(),
                letter.jobId().map(ShownBytes::line).orElse("-"),
                letter.replayedAt() == null ? "-" : seconds(letter.replayedAt()),
                ShownBytes.line(letter.cause())
                        + (letter.discard() == null
                                ? ""
                                : " (discarded " + seconds(letter.discard().at()) + " by "
                                        + ShownBytes.line(letter.discard().by()) + ")"));
    }

    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Columns as wide as what is in them; the last one as it comes. */
    private static void print(List<List<String>> rows, PrintWriter out) {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        lines.addAll(rows);
        int[] widths = new int[COLUMNS.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        lines.forEach(line -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line.get(i);
                text.append("  ").append(cell);
                if (i < widths.length - 1) {
                    text.repeat(" ", widths[i] - cell.length());
                }
            }
            out.println(text);
        });
    }
}
