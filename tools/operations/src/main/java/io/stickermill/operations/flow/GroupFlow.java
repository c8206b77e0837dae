package io.stickermill.operations.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group at this moment.
 *
 * @param state in the broker's word
 */
public record GroupFlow(String id, String state, List<Member> members, List<Reading> readings) {

    /**
     * One consumer.
     *
     * @param client its client id
     * @param assigned what it reads, as topic and partition, such as {@code sticker-ready-3}
     */
    public record Member(String id, String client, String host, List<String> assigned) {}

    /** A topic that it reads. */
    public record Reading(String topic, List<Place> places) {

        /** Records that it has still to read. */
        public long lag() {
            return places.stream().mapToLong(Place::lag).sum();
        }

        /** When the oldest record came that it has still to read; empty if there is none, or it was not looked for. */
        public Optional<Instant> oldestUnread() {
            return places.stream()
                    .map(Place::oldestUnread)
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        }
    }

    /**
     * How far it has come in one partition.
     *
     * @param committed the record that it reads next; null if it has committed nothing
     * @param first record that is still there
     * @param end behind the last
     * @param oldest when the first record came that it has not read; null if there is none, or it was not looked for
     */
    public record Place(
            int partition,
            @Nullable Long committed,
            long first,
            long end,
            @Nullable Instant oldest) {

        /** Records that it has still to read. None where its place lies behind the end, as in a topic that was made anew. */
        public long lag() {
            return Math.max(0, end - next());
        }

        /** The next record that it reads. */
        public long next() {
            return committed == null ? first : Math.max(first, committed);
        }

        Optional<Instant> oldestUnread() {
            return Optional.ofNullable(oldest);
        }
    }

    public long lag() {
        return readings.stream().mapToLong(Reading::lag).sum();
    }

    /** How it reads a topic. */
    public Optional<Reading> reading(String topic) {
        return readings.stream()
                .filter(reading -> reading.topic().equals(topic))
                .findFirst();
    }
}
