package io.stickermill.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

@NullMarked
record TopicSettings(Duration retention, OptionalLong retentionBytes) {

    /** A record goes with the last of its segment: so much later at most. */
    static final Duration SEGMENT = Duration.ofDays(1);

    Map<String, String> toMap() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", "delete");
        // The broker's time: a producer's clock can be wrong, and one that is an hour ahead would be refused.
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("retention.ms", Long.toString(retention.toMillis()));
        settings.put("segment.ms", Long.toString(SEGMENT.toMillis()));
        retentionBytes.ifPresent(bytes -> settings.put("retention.bytes", Long.toString(bytes)));
        return settings;
    }
}
