package io.stickermill.history.intake;

import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.List;
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

    /** @param keeper a transaction of its own, or part of the caller's; can be repeated */
    public record Kept<T extends SpecificRecord>(Topic<T> topic, Consumer<T> keeper) {}

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
}
