package io.stickermill.schemas;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/**
 * Where one record lies; names it for people, too: {@code sticker-ready-3-1207}.
 *
 * @param topic the topic's name at the broker
 */
@NullMarked
public record RecordPlace(String topic, int partition, long offset) {

    /** Empty for what is no place. A topic's name may have dashes itself, so the numbers are read from the end. */
    public static Optional<RecordPlace> parse(String text) {
        int beforeOffset = text.lastIndexOf('-');
        int beforePartition = text.lastIndexOf('-', beforeOffset - 1);
        if (beforePartition < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordPlace(
                    text.substring(0, beforePartition),
                    Integer.parseUnsignedInt(text.substring(beforePartition + 1, beforeOffset)),
                    Long.parseUnsignedLong(text.substring(beforeOffset + 1))));
        } catch (NumberFormatException noPlace) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
