package io.stickermill.system.docs;

import io.stickermill.schemas.EventHeaders;
import java.util.List;
import java.util.regex.Pattern;

/** The names of the headers. */
final class KafkaHeaders {

    private static final Pattern NAME = Pattern.compile("\"(stickermill\\.[a-z]+)\"");

    private KafkaHeaders() {}

    static List<String> ofEvents() {
        return List.of(EventHeaders.JOB_ID, EventHeaders.STICKER_ID, EventHeaders.TRACE_PARENT);
    }

    /** Those that a record gets on its way through retry and dead-letter topics, and by a replay. */
    static List<String> ofRetries() {
        return NAME.matcher(Repository.text("schemas/src/main/java/io/stickermill/schemas/GroupHeaders.java"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
