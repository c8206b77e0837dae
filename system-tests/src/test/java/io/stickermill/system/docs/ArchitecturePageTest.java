package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who goes from file to file by docs/architecture.md finds each of them. */
class ArchitecturePageTest {

    private static final Pattern FILE = Pattern.compile("`(\\w+)\\.java`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyFileAndTestThatIsNamedExists() throws IOException {
        String page = Repository.text("docs/architecture.md");
        Set<String> named = new TreeSet<>();
        Stream.of(FILE, TEST)
                .flatMap(pattern -> pattern.matcher(page).results())
                .map((MatchResult found) -> found.group(1) + ".java")
                .forEach(named::add);

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(javaFiles()).containsAll(named);
    }

    private static Set<String> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.path("."))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toSet());
        }
    }
}
