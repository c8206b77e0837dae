package io.stickermill.platform.event;

import io.stickermill.schemas.Topic;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The way of events into their topics, keyed by chat. */
public interface EventPublisher {

    /**
     * Publishes and returns once Kafka has the event.
     *
     * @throws PublishFailed if Kafka did not take it, or did not say so in time; publish it again, it is idempotent
     */
    default <T extends SpecificRecord> void publish(
            Topic<T> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, T event) {
        publishEncoded(topic, chatId, jobId, stickerId, encode(topic, event));
    }

    /** An event as {@link #publishEncoded} takes it, to be kept beside its effect and published from there. */
    <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event);

    /** As {@link #publish}, of an event that was encoded before. */
    void publishEncoded(Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event);

    /** As {@link #publish}, without waiting; for what may be lost (progress), or is awaited together with others. */
    <T extends SpecificRecord> CompletableFuture<?> publishAsync(
            Topic<T> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, T event);
}
