package io.stickermill.operations.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.deadletter.TopicReader.Found;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The dead letters of all groups. */
public final class LetterBox implements AutoCloseable {

    /** Services and whoever replays have clocks of their own. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final TopicReader topics;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    public LetterBox(Map<String, Object> connection) {
        this.topics = new TopicReader(connection);
    }

    /**
     * Those that are meant, the oldest first. What was discarded is left out, unless it is named.
     *
     * @throws IllegalStateException if the broker does not answer, or the one that is named is not there; its message, for
     *     people, says why
     */
    public List<DeadLetter> find(Selection selection) {
        List<DeadLetter> found = new ArrayList<>();
        selection.groups().forEach(group -> found.addAll(find(group, selection)));
        if (found.isEmpty() && selection.id() != null) {
            throw new IllegalStateException(whyNot(selection.id(), selection));
        }
        return found;
    }

    private List<DeadLetter> find(ConsumerGroup group, Selection selection) {
        List<DeadLetter> letters = new ArrayList<>();
        Map<RecordPlace, Discard> discards = new HashMap<>();
        topics.read(group.deadLetterTopic(), selection.since(), record -> {
            Optional<Discard> discard = Discard.of(record);
            if (discard.isPresent()) {
                discards.put(discard.get().letter(), discard.get());
                return;
            }
            DeadLetter letter = DeadLetter.of(group, record);
            if (selection.holds(letter)) {
                letters.add(letter);
            }
        });
        letters.removeIf(letter -> selection.id() == null && discards.containsKey(letter.place()));
        if (letters.isEmpty()) {
            return letters;
        }
        letters.sort(Comparator.comparing(DeadLetter::at)
                .thenComparingInt(letter -> letter.place().partition())
                .thenComparingLong(letter -> letter.place().offset()));
        Map<RecordPlace, Instant> replays = replays(group, letters.getFirst().at());
        return letters.stream()
                .map(letter -> letter.with(replays.get(letter.place()), discards.get(letter.place())))
                .toList();
    }

    /** A replay is its own record: it lies in the retry topic that it went through, as long as a letter lies here. */
    private Map<RecordPlace, Instant> replays(ConsumerGroup group, Instant oldestLetter) {
        Map<RecordPlace, Instant> replays = new HashMap<>();
        topics.read(replayTopic(group), oldestLetter.minus(CLOCKS), record -> {
            Header mark = record.headers().lastHeader(GroupHeaders.REPLAY);
            if (mark != null && mark.value() != null) {
                Replay.parse(new String(mark.value(), UTF_8))
                        .ifPresent(replay -> replays.merge(
                                replay.letter(), replay.at(), (one, other) -> one.isAfter(other) ? one : other));
            }
        });
        return replays;
    }

    /** The topic that brings a replay to this group and to no other: the retry topic with the shortest delay. */
    static String replayTopic(ConsumerGroup group) {
        return group.retryTopics().getFirst().name();
    }

    /** The record of a letter, with its key, headers and value as they are. */
    public ConsumerRecord<byte[], byte[]> record(DeadLetter letter) {
        return record(letter.place());
    }

    /**
     * The bytes that the original record had; a letter whose value was too large for its topic has left them there. Null if
     * it had none.
     */
    byte @Nullable [] originalValue(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
        RecordPlace origin = letter.origin().orElse(null);
        if (record.value() != null || origin == null) {
            return record.value();
        }
        return switch (topics.find(origin)) {
            case Found.There(ConsumerRecord<byte[], byte[]> original) -> original.value();
            case Found.Nothing(String why) ->
                throw new IllegalStateException("The letter " + letter.place()
                        + " has no value; it was too large, or there was none. The original is gone: " + why);
        };
    }

    private ConsumerRecord<byte[], byte[]> record(RecordPlace place) {
        return switch (topics.find(place)) {
            case Found.There(ConsumerRecord<byte[], byte[]> record) -> record;
            case Found.Nothing(String why) -> throw new IllegalStateException(why);
        };
    }

    private String whyNot(String id, Selection selection) {
        RecordPlace place = RecordPlace.parse(id).orElse(null);
        List<String> searched =
                selection.groups().stream().map(ConsumerGroup::deadLetterTopic).toList();
        if (place != null && searched.contains(place.topic())) {
            return switch (topics.find(place)) {
                case Found.Nothing(String why) -> why;
                case Found.There _ -> "The letter " + id + " is older than --since, or came from another topic.";
            };
        }
        return "No dead letter is named " + id + " in " + String.join(", ", searched)
                + ": `./stickermill dlt list` shows those that there are. A letter is named by its own place, by that of"
                + " the record that it was, or by its job.";
    }

    @Override
    public void close() {
        topics.close();
    }
}
