package io.stickermill.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A line of JSON as services write it where people don't read along, in the words that they write for people.
 *
 * @param at when it was logged
 * @param text time, level, job, logger and message, then the stack trace if there is one: several lines
 * @see <a href="https://www.elastic.co/docs/reference/ecs">the Elastic Common Schema</a>
 */
public record StructuredLine(OffsetDateTime at, String text) {

    /** Empty for a plain line, and for one that is cut off. */
    public static Optional<StructuredLine> of(String line) {
        if (!line.startsWith("{\"@timestamp\"")) {
            return Optional.empty();
        }
        try {
            JsonNode entry = Json.MAPPER.readTree(line);
            String time = entry.path("@timestamp").asText();
            StringBuilder text = new StringBuilder("%s %-5s [%s] %s - %s"
                    .formatted(
                            time,
                            entry.at("/log/level").asText(),
                            entry.path("job_id").asText("-"),
                            entry.at("/log/logger").asText().replaceFirst("^.*\\.", ""),
                            entry.path("message").asText()));
            String stack = entry.at("/error/stack_trace").asText();
            if (!stack.isEmpty()) {
                text.append(System.lineSeparator()).append(stack.stripTrailing());
            }
            return Optional.of(new StructuredLine(OffsetDateTime.parse(time), text.toString()));
        } catch (JsonProcessingException | DateTimeParseException cutOff) {
            return Optional.empty();
        }
    }
}
