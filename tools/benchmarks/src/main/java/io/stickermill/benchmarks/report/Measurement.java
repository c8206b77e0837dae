package io.stickermill.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.stickermill.common.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of a bench came to.
 *
 * @param bench as the command calls it
 * @param quick whether it was the short form
 * @param day on which it ended, as ISO 8601 has it
 * @param seconds that it took
 * @param load of the machine when it ended, of the last minute; the bench's own work is in it
 * @param machine that it ran on
 * @param commit of the source that was measured, with a {@code +} where that was changed; it pins all versions
 * @param tables as they were printed
 * @param figures the same as numbers
 * @param charts of what is worth looking at
 */
public record Measurement(
        String bench,
        boolean quick,
        String day,
        long seconds,
        double load,
        Machine machine,
        String commit,
        List<String> tables,
        List<Figure> figures,
        List<Chart> charts) {

    static final ObjectMapper MAPPER = Json.MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes it beside the others of its folder, in place of an older one of its bench. */
    void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        MAPPER.writeValue(folder.resolve(bench + ".json").toFile(), this);
    }

    /** All that were saved there; none where there is no such folder. */
    static List<Measurement> in(Path folder) throws IOException {
        List<Measurement> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    found.add(MAPPER.readValue(file.toFile(), Measurement.class));
                }
            }
        }
        return found;
    }
}
