package io.stickermill.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stickermill.common.NotReached;
import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Everything about some dead letters. */
@Command(
        name = "show",
        description = "Shows dead letters whole: headers, cause, the record, and how to replay it.",
        mixinStandardHelpOptions = true)
final class DltShowCommand implements Callable<Integer> {

    private static final int HEX_LINE = 16;

    @ParentCommand
    private DltCommand dlt;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic, or the topic that they came from.")
    private String topic;

    @Mixin
    private final DltSelection selection = new DltSelection();

    @Option(
            names = "--hex-bytes",
            paramLabel = "NUMBER",
            defaultValue = "4096",
            description = "Most bytes to show of a value that can't be read. Default: ${DEFAULT-VALUE}.")
    private int hexBytes;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        var selected = selection.of(topic);
        RecordPrinter printer = dlt.printer();
        try (LetterBox letters = new LetterBox(dlt.broker())) {
            var found = letters.find(selected);
            if (found.isEmpty()) {
                out.println("No dead letters.");
            }
            for (DeadLetter letter : found) {
                var record = letters.record(letter);
                head(letter, record.headers(), out);
                value(record.value(), printer, out);
                letter.stack().ifPresent(stack -> {
                    out.println("where it failed");
                    stack.lines()
                            .map(line -> line.replace("\t", "    "))
                            .forEach(line -> out.println("  " + printable(line)));
                });
                out.println("to replay it");
                out.println("  " + dlt.replayCommand(letter));
                out.println();
            }
        }
        return 0;
    }

    private static void head(DeadLetter letter, Headers headers, PrintWriter out) {
        line(out, "dead letter", letter.place());
        line(out, "given up", letter.at());
        line(out, "by group", letter.group().id());
        line(out, "record", letter.origin().map(RecordPlace::toString).orElse("unknown: the headers don't say it"));
        line(out, "attempts", letter.headers().getOrDefault(GroupHeaders.ATTEMPTS, "?"));
        line(out, "key", letter.key());
        line(out, "job", letter.jobId().map(ShownBytes::line).orElse("none is named"));
        line(out, "replayed", letter.replayedAt() == null ? "never" : letter.replayedAt());
        line(out, "cause", ShownBytes.line(letter.cause()));
        out.println("headers");
        headers.forEach(header -> {
            if (!header.key().equals(GroupHeaders.STACK)) {
                out.printf("  %-21s %s%n", ShownBytes.line(header.key()), ShownBytes.line(header.value()));
            }
        });
    }

    private void value(byte @Nullable [] value, RecordPrinter printer, PrintWriter out) throws JsonProcessingException {
        if (value == null) {
            out.println("value: none; if it was too large for this topic, it lies with the original record");
            return;
        }
        Optional<String> readable;
        String why = "";
        try {
            readable = printer.pretty(value);
            why = String.valueOf(printer.value(value));
        } catch (IllegalArgumentException | NotReached noRegistry) {
            readable = Optional.empty();
            why = "<" + value.length + " bytes; " + noRegistry.getMessage() + ">";
        }
        if (readable.isPresent()) {
            out.println("value, " + value.length + " bytes");
            readable.get().lines().forEach(line -> out.println("  " + line));
        } else {
            out.println("value " + why);
            hex(value, out);
        }
    }

    private void hex(byte[] value, PrintWriter out) {
        HexFormat spaced = HexFormat.ofDelimiter(" ");
        int shown = Math.min(value.length, hexBytes);
        for (int at = 0; at < shown; at += HEX_LINE) {
            int end = Math.min(at + HEX_LINE, shown);
            StringBuilder text = new StringBuilder();
            for (int i = at; i < end; i++) {
                text.append(value[i] >= ' ' && value[i] < 127 ? (char) value[i] : '.');
            }
            out.printf("  %08x  %-47s  %s%n", at, spaced.formatHex(value, at, end), text);
        }
        if (shown < value.length) {
            out.println("  ... and " + (value.length - shown) + " bytes more: --hex-bytes " + value.length);
        }
    }

    /** Of a stack its lines are wanted, not every byte: the header has them. */
    private static String printable(String line) {
        return line.replaceAll("[\\p{Cntrl}\\ufffd]+", "?");
    }

    private static void line(PrintWriter out, String name, Object text) {
        out.printf("%-12s %s%n", name, text);
    }
}
