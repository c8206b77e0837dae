package io.stickermill.history.intake;

import io.stickermill.platform.dispatch.RecordIds;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Which events history keeps something of, and how: the one list, for those that come and for those read once more. */
public class KeptEvents {

    private final HistoryIntake intake;

    KeptEvents(HistoryIntake intake) {
        this.intake = intake;
    }

    /** Keeps something of an event: a transaction of its own, or part of the caller's; can be repeated. */
    @FunctionalInterface
    public interface Keeper<T> {
        void accept(T event, Headers headers);
    }

    /** The headers of an event's record. */
    @FunctionalInterface
    public interface Headers {
        /** Null when the record has no such header. */
        @Nullable
        String header(String name);
    }

    public record Kept<T extends SpecificRecord>(Topic<T> topic, Keeper<T> keeper) {}

    public List<Kept<?>> all() {
        return List.of(
                kept(Topics.PHOTO_REQUESTS, intake::requested),
                kept(Topics.GENERATION_PROGRESS, intake::progressed),
                kept(Topics.GENERATION_FAILED, intake::failed),
                kept(Topics.STICKER_DELIVERED, intake::delivered),
                kept(Topics.DELIVERY_FAILED, intake::failed),
                kept(Topics.STICKER_STORED, intake::stored),
                kept(Topics.JOB_COMMANDS, intake::commanded),
                kept(Topics.SET_CHANGES, intake::changed),
                kept(Topics.GENERATION_CHANGES, intake::changed),
                kept(Topics.CREDIT_MOVES, intake::moved));
    }

    private <T extends SpecificRecord> Kept<T> kept(Topic<T> topic, Consumer<T> keeper) {
        return new Kept<>(topic, (event, headers) -> {
            noteReplay(headers);
            keeper.accept(event);
        });
    }

    /** Of another group's letter: what this group replays for itself happens to no job. */
    private void noteReplay(Headers headers) {
        RecordIds.of(null, headers::header)
                .jobId()
                .ifPresent(jobId -> Replay.parse(headers.header(GroupHeaders.REPLAY))
                        .filter(replay -> !replay.letter().topic().equals(ConsumerGroup.HISTORY.deadLetterTopic()))
                        .ifPresent(replay -> intake.replayed(jobId, replay)));
    }
}
