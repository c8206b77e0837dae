package io.stickermill.delivery.recovery;

import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/** Texts that were said. That leaves no event; but what the group has finished with was said. */
class SaidTexts {

    private final TopicScan topics;

    SaidTexts(TopicScan topics) {
        this.topics = topics;
    }

    /** @param id in the ledger of sends */
    record Said(UUID id, long chatId) {}

    void since(Instant since, Consumer<Said> each) {
        topics.readFinished(
                Topics.CHAT_REPLIES,
                ConsumerGroup.DELIVERY_TELEGRAM,
                since,
                found -> each.accept(
                        new Said(found.value().getReplyId(), found.value().getChatId())));
    }

    /** Jobs of which was said that no sticker comes. */
    void notMadeSince(Instant since, Consumer<GenerationFailed> each) {
        topics.readFinished(
                Topics.GENERATION_FAILED, ConsumerGroup.DELIVERY_TELEGRAM, since, found -> each.accept(found.value()));
    }
}
