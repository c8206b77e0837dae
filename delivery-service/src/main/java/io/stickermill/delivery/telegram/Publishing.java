package io.stickermill.delivery.telegram;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Topic;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The way of events into their topics. */
interface Publishing {

    /** An event as {@link #publish} takes it, to be kept in a row and published from there. */
    <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event);

    /** Returns once Kafka has it. */
    void publish(Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event);

    record ToKafka(EventPublisher events) implements Publishing {

        @Override
        public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
            return events.encode(topic, event);
        }

        @Override
        public void publish(Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event) {
            events.publishEncoded(topic, chatId, jobId, stickerId, event);
        }
    }
}
