package io.stickermill.history.intake;

import io.stickermill.platform.event.EventHeaders;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** Which events history keeps something of, and how: the one list, for those that come and for those read once more. */
@Component
public class KeptEvents {

    private final HistoryIntake intake;

    KeptEvents(HistoryIntake intake) {
        this.intake = intake;
    }

    /** One kind of event. What is done with it can be repeated. */
    public static final class Kept<T extends SpecificRecord> {

        private final Topic<T> topic;
        private final Consumer<T> keeper;

        private Kept(Topic<T> topic, Consumer<T> keeper) {
            this.topic = topic;
            this.keeper = keeper;
        }

        public Topic<T> topic() {
            return topic;
        }
    }

    /**
     * Keeps what is to be kept of an event.
     *
     * @param headers of its record, as text
     */
    public <T extends SpecificRecord> void keep(Kept<T> kind, T event, Map<String, String> headers) {
        noteReplay(headers);
        kind.keeper.accept(event);
    }

    public List<Kept<?>> all() {
        return List.of(
                new Kept<>(Topics.PHOTO_REQUESTS, intake::requested),
                new Kept<>(Topics.GENERATION_PROGRESS, intake::progressed),
                new Kept<>(Topics.GENERATION_FAILED, intake::failed),
                new Kept<>(Topics.STICKER_DELIVERED, intake::delivered),
                new Kept<>(Topics.DELIVERY_FAILED, intake::failed),
                new Kept<>(Topics.STICKER_STORED, intake::stored),
                new Kept<>(Topics.JOB_COMMANDS, intake::commanded));
    }

    /** Of another group's letter: what this group replays for itself happens to no job. */
    private void noteReplay(Map<String, String> headers) {
        String jobId = headers.get(EventHeaders.JOB_ID);
        Replay.parse(headers.get(GroupHeaders.REPLAY))
                .filter(replay ->
                        jobId != null && !replay.letter().topic().equals(ConsumerGroup.HISTORY.deadLetterTopic()))
                .ifPresent(replay -> intake.replayed(UUID.fromString(jobId), replay));
    }
}
