package io.stickermill.backfill.item;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.BackfillItemFinished;
import io.stickermill.schemas.BackfillRequested;
import io.stickermill.schemas.BackfillSubject;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.StoredSubject;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** What an item tells the world: that a file is stored, as a fresh upload does, and that the item has ended. */
class ItemEvents {

    private static final long PUBLISH_SECONDS = 25;

    private final EventPublisher events;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final EventCodec codec;
    private final Clock clock;

    ItemEvents(EventPublisher events, KafkaOperations<byte[], byte[]> kafka, EventCodec codec, Clock clock) {
        this.events = events;
        this.kafka = kafka;
        this.codec = codec;
        this.clock = clock;
    }

    /** Returns once Kafka has it. */
    void stored(BackfillRequested item, Ending ending, String contentType) {
        boolean session = item.getSubject() == BackfillSubject.SESSION;
        UUID stickerId = item.getSubject() == BackfillSubject.STICKER ? item.getSubjectId() : item.getCreateStickerId();
        var stored = StickerStored.newBuilder()
                .setSubject(subject(item.getSubject()))
                .setStickerId(stickerId)
                .setSessionId(item.getSessionId())
                .setPackBatchId(item.getPackBatchId())
                .setUserId(item.getUserId())
                .setChatId(item.getChatId())
                .setStorageKey(ending.storageKey())
                .setSizeBytes(ending.size() == null ? 0 : ending.size())
                .setContentType(contentType)
                .setStoredAt(clock.instant())
                .setCreateRow(item.getCreateRow())
                .setTelegramFileId(session ? item.getFileId() : null)
                .setEnv(session ? item.getEnv() : null)
                .setCreatedAt(session ? item.getSubjectCreatedAt() : null)
                .build();
        events.publish(Topics.STICKER_STORED, item.getChatId(), null, stickerId, stored);
    }

    /**
     * Returns once Kafka has it.
     *
     * @param again it had ended before
     */
    void finished(UUID runId, UUID itemId, Ending ending, boolean again) {
        var finished = BackfillItemFinished.newBuilder()
                .setRunId(runId)
                .setItemId(itemId)
                .setOutcome(ending.outcome())
                .setReason(ending.reason())
                .setDetail(ending.detail())
                .setStorageKey(ending.storageKey())
                .setSizeBytes(ending.size())
                .setFinishedAt(clock.instant())
                .setAgain(again)
                .build();
        var message = new ProducerRecord<>(
                Topics.BACKFILL_RESULTS.name(),
                itemId.toString().getBytes(UTF_8),
                codec.encode(Topics.BACKFILL_RESULTS, finished));
        String trace = Traces.current();
        if (trace != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, trace.getBytes(UTF_8));
        }
        @Nullable
        Object _ =
                kafka.send(message).orTimeout(PUBLISH_SECONDS, TimeUnit.SECONDS).join();
    }

    private static StoredSubject subject(BackfillSubject subject) {
        return switch (subject) {
            case STICKER -> StoredSubject.STICKER;
            case SESSION -> StoredSubject.SESSION;
            case PACK_SHEET -> StoredSubject.PACK_SHEET;
            case UNKNOWN -> throw new IllegalArgumentException("no subject");
        };
    }
}
