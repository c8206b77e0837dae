package io.stickermill.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The committed versions of the schemas, and the question whether two of them can live beside each other. */
final class SchemaHistory {

    private static final Path FOLDER = Path.of("history");

    private SchemaHistory() {}

    static List<String> names() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("ChatKind"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Oldest first. */
    static List<Schema> versions(String name) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
            return files.sorted(Comparator.comparingInt(SchemaHistory::number))
                    .map(SchemaHistory::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What keeps either of the two from reading what the other wrote; empty if nothing does. */
    static List<String> conflicts(Schema one, Schema other) {
        List<String> conflicts = new ArrayList<>();
        conflicts.addAll(unreadable(one, other));
        conflicts.addAll(unreadable(other, one));
        return conflicts;
    }

    private static List<String> unreadable(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getIncompatibilities().stream()
                        .map(Incompatibility::toString)
                        .toList();
    }

    private static Schema parse(Path file) {
        try {
            Schema.Parser parser = new Schema.Parser();
            parser.parse(FOLDER.resolve("ChatKind/1.avsc").toFile());
            return parser.parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }
}
