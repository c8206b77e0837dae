package io.stickermill.system.docs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Markdown, line by line. */
final class Page {

    private final StringBuilder text = new StringBuilder();

    Page line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Page paragraph(String paragraph) {
        return line(paragraph).line("");
    }

    Page heading(int level, String words) {
        return paragraph("#".repeat(level) + " " + words);
    }

    Page table(List<String> heads, Stream<List<String>> rows) {
        row(heads);
        row(heads.stream().map(head -> "---").toList());
        rows.forEach(this::row);
        return line("");
    }

    private void row(List<String> cells) {
        line(cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
