package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sentence that must be read twice is two sentences. */
class PlainWordsTest {

    private static final int MOST_WORDS = 45;

    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern BLOCK = Pattern.compile("\\n\\s*\\n|\\n(?=\\s*(?:[-*]|\\d+\\.) )|\\n(?=\\|)|\\|");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\)?\\s+(?=[A-Z`'\"(\\[*])");

    /** A list of names, as a table has of all values of a label. */
    private static final Pattern NAMES = Pattern.compile("\\s*(?:`[^`]*`,?\\s*)++");

    private static final Pattern WORD = Pattern.compile("\\w");

    @Test
    void noSentenceOfThePagesIsTooLong() throws IOException {
        try (Stream<Path> docs = Files.walk(Repository.path("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(Repository.path("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();

            assertThat(pages)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(page -> assertThat(tooLong(Files.readString(page)))
                            .as(page.toString())
                            .isEmpty());
        }
    }

    @Test
    void aLongOneIsFound() {
        String long46 = "one ".repeat(45) + "end.";

        assertThat(tooLong("Short. " + long46 + " Short.")).hasSize(1);
        assertThat(tooLong("| " + "`one`, ".repeat(50) + "`last` |"))
                .as("names alone")
                .isEmpty();
        assertThat(tooLong("| " + "`one`, ".repeat(50) + "of these |")).hasSize(1);
        assertThat(tooLong("- a\n- " + "one ".repeat(44) + "end.\n- b")).isEmpty();
    }

    private static List<String> tooLong(String page) {
        String text = LINK.matcher(CODE.matcher(page).replaceAll("\n\n")).replaceAll("$1");
        return BLOCK.splitAsStream(text)
                .flatMap(END::splitAsStream)
                .filter(sentence ->
                        words(sentence) > MOST_WORDS && !NAMES.matcher(sentence).matches())
                .toList();
    }

    private static long words(String sentence) {
        return Arrays.stream(sentence.split("\\s+"))
                .filter(word -> WORD.matcher(word).find())
                .count();
    }
}
