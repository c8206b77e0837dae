package io.stickermill.platform.retention;

import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.Locale;

/** What a lifetime must be at least. For settings, which check themselves when they are read. */
public final class Lifetime {

    private Lifetime() {}

    /**
     * Refuses a lifetime after which a topic could still bring back what was removed: a record that is no longer known
     * would be taken for a new one.
     *
     * @param setting the setting's full name
     * @throws IllegalArgumentException that names the setting, the reason and the remedy
     */
    public static void mustOutliveTopics(String setting, Duration lifetime) {
        Duration least = Topics.longestReturn();
        if (lifetime.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    ("%s is %s, but a record can come again until %s after it was published (in its topic, then among the"
                                    + " dead letters, then in its topic after a replay), and what it belongs to would no"
                                    + " longer be known: set at least %s")
                            .formatted(setting, inWords(lifetime), inWords(least), inWords(least)));
        }
    }

    private static String inWords(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + "d"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
