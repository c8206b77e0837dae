package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.deadletter.Replays;
import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The default of stickermill.delivery.max-age. */
    private static final Duration MAX_AGE = Duration.ofHours(24);

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
        RecordPrinter printer = dlt.printer();
        try (Replays replays = new Replays(letters, broker)) {
            for (DeadLetter letter : due) {
                try {
                    Optional<Instant> tooOld = tooOldSince(letter, letters, printer);
                    RecordPlace lies = replays.replay(letter);
                    out.println("replayed " + words(letter) + ", as " + lies);
                    tooOld.ifPresent(ready -> out.println("  but that sticker was ready at " + ready
                            + ", and delivery sends none that is older than " + MAX_AGE.toHours()
                            + " h (stickermill.delivery.max-age): the job stays failed, as EXPIRED."));
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

    /** When a sticker was ready that delivery will find too old. */
    private static Optional<Instant> tooOldSince(DeadLetter letter, LetterBox letters, RecordPrinter printer) {
        boolean toBeSent = letter.group() == ConsumerGroup.DELIVERY_TELEGRAM
                && letter.origin().map(RecordPlace::topic).equals(Optional.of(Topics.STICKER_READY.name()));
        if (!toBeSent) {
            return Optional.empty();
        }
        try {
            byte[] value = letters.record(letter).value();
            Optional<String> readable = value == null ? Optional.empty() : printer.pretty(value);
            if (readable.isEmpty()) {
                return Optional.empty();
            }
            JsonNode sticker = Json.MAPPER.readTree(readable.get());
            Instant ready = Instant.parse(sticker.path("ready_at").asText());
            return Optional.of(ready).filter(Instant.now().minus(MAX_AGE)::isAfter);
        } catch (IOException | RuntimeException unreadable) {
            // The replay itself does not need to understand the value.
            return Optional.empty();
        }
    }
}
