package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.common.StructuredLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a part has logged at once.
 *
 * @param part by the name of its log
 * @param at as the line says
 * @param text with the lines that belong to it, as a stack trace does; for people, also where the log is JSON
 */
record LogLine(String part, OffsetDateTime at, String text) {

    /**
     * What services' logs say of something, of all of them in the order of time. Lines without a time at their beginning belong to
     * the one before; what other programs log is left out.
     *
     * @param name as it stands in the lines
     */
    static List<LogLine> naming(String name, List<Path> logs) throws IOException {
        List<LogLine> found = new ArrayList<>();
        for (Path log : logs) {
            String part = log.getFileName().toString().replaceFirst("\\.log$", "");
            in(part, log).stream().filter(line -> line.text().contains(name)).forEach(found::add);
        }
        found.sort(Comparator.comparing(LogLine::at));
        return found;
    }

    private static List<LogLine> in(String part, Path log) throws IOException {
        List<LogLine> all = new ArrayList<>();
        // A line cut off in the middle of a character must not hide the others.
        for (String line : new String(Files.readAllBytes(log), UTF_8).lines().toList()) {
            Optional<LogLine> begins = structured(part, line).or(() -> plain(part, line));
            if (begins.isPresent()) {
                all.add(begins.get());
            } else if (!all.isEmpty()) {
                LogLine before = all.removeLast();
                all.add(new LogLine(part, before.at(), before.text() + System.lineSeparator() + line));
            }
        }
        return all;
    }

    private static Optional<LogLine> plain(String part, String line) {
        return time(line).map(at -> new LogLine(part, at, line));
    }

    private static Optional<LogLine> structured(String part, String line) {
        return StructuredLine.of(line).map(entry -> new LogLine(part, entry.at(), entry.text()));
    }

    private static Optional<OffsetDateTime> time(String line) {
        int end = line.indexOf(' ');
        // Shorter is no time, and most lines that have none begin with a blank.
        if (end < "2026-01-31T03:00Z".length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(line.substring(0, end)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    String forPeople() {
        return "%-12s %s".formatted(part, text);
    }
}
