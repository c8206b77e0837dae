package io.stickermill.localstack.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.common.StructuredLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program wrote before it ended.
 *
 * @param lines the last ones of its log, none of an earlier start
 */
record LastWords(List<String> lines) {

    private static final int READ_BYTES = 256 * 1024;
    private static final int TAIL = 8;
    private static final int LONGEST = 300;
    private static final Pattern CAUSE = Pattern.compile("\\s*Caused by: (?<words>.+)");
    private static final Predicate<String> THROWN = Pattern.compile(
                    "(Exception in thread .*|[\\w.$]+(Exception|Error|Throwable)(: .*)?)")
            .asMatchPredicate();
    private static final Predicate<String> CRASHED =
            Pattern.compile("# +SIG[A-Z]+ .*").asMatchPredicate();
    private static final Predicate<String> GRAVE =
            Pattern.compile("\\b(ERROR|FATAL|PANIC|SEVERE)\\b").asPredicate();
    private static final Predicate<String> OF_A_STACK = Pattern.compile(
                    "\\s+at .*|\\s*\\.\\.\\. \\d+ (more|common frames omitted)|\\s*")
            .asMatchPredicate();

    /** @param start where in the log the present start began, in bytes */
    static LastWords in(Path log, long start) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.clamp(file.length() - READ_BYTES, Math.min(start, file.length()), file.length());
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return of(new String(bytes, UTF_8));
        }
    }

    /** @param log plain or of JSON lines */
    static LastWords of(String log) {
        return new LastWords(log.lines().flatMap(LastWords::forPeople).toList());
    }

    private static Stream<String> forPeople(String line) {
        return StructuredLine.of(line).map(StructuredLine::text).orElse(line).lines();
    }

    /** For whoever looks closer. */
    String tail() {
        return String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    boolean tellOfAFullDisk() {
        return lines.stream().anyMatch(DiskSpace::isToldBy);
    }

    /** Why it ended, in one line: what it says of a failed start, of a crash, of the deepest cause, or what it said last. */
    Optional<String> reason() {
        return description()
                .or(() -> last(CRASHED).map(line -> line.replaceFirst("^# +", "crashed: ")))
                .or(() -> last(CAUSE.asMatchPredicate())
                        .map(line -> CAUSE.matcher(line).replaceFirst("${words}")))
                .or(() -> last(THROWN))
                .or(() -> last(GRAVE))
                .or(() -> last(OF_A_STACK.negate()))
                .map(LastWords::inOneLine);
    }

    /** Spring Boot's, between its banner and its advice. */
    private Optional<String> description() {
        int begin = lines.lastIndexOf("Description:");
        if (begin < 0) {
            return Optional.empty();
        }
        List<String> words = lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.equals("Action:"))
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private Optional<String> last(Predicate<String> kind) {
        return lines.reversed().stream().filter(kind).findFirst();
    }

    private static String inOneLine(String words) {
        String line = words.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
