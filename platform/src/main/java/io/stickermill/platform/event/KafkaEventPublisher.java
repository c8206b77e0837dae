package io.stickermill.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Topic;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes to Kafka, keyed by chat; what comes of a replayed dead letter says so in a header. */
public final class KafkaEventPublisher implements EventPublisher {

    private final KafkaOperations<byte[], byte[]> kafka;
    private final EventCodec codec;
    private final Traces traces;
    private final Duration timeout;

    /** @param timeout longest wait for the in-sync replicas' acknowledgement; the producer itself may go on for longer */
    public KafkaEventPublisher(
            KafkaOperations<byte[], byte[]> kafka, EventCodec codec, Traces traces, Duration timeout) {
        this.kafka = kafka;
        this.codec = codec;
        this.traces = traces;
        this.timeout = timeout;
    }

    @Override
    public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
        return codec.encode(topic, event);
    }

    @Override
    public void publishEncoded(
            Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event) {
        var published = send(topic, chatId, jobId, stickerId, event);
        try {
            published.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailed(topic.name(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new PublishFailed(topic.name(), e);
        }
    }

    @Override
    public <T extends SpecificRecord> CompletableFuture<?> publishAsync(
            Topic<T> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, T event) {
        return send(topic, chatId, jobId, stickerId, codec.encode(topic, event));
    }

    private CompletableFuture<?> send(
            Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event) {
        var message = new ProducerRecord<>(topic.name(), Long.toString(chatId).getBytes(UTF_8), event);
        addHeader(message, EventHeaders.JOB_ID, jobId);
        addHeader(message, EventHeaders.STICKER_ID, stickerId);
        ReplayScope.current().ifPresent(replay -> addHeader(message, GroupHeaders.REPLAY, replay));
        Span span = traces.publishing(topic.name(), jobId);
        addHeader(message, EventHeaders.TRACE_PARENT, Traces.of(span));
        try {
            return kafka.send(message).whenComplete((_, fault) -> Traces.end(span, fault));
        } catch (RuntimeException refused) {
            Traces.end(span, refused);
            throw refused;
        }
    }

    private static void addHeader(ProducerRecord<?, ?> message, String name, @Nullable Object value) {
        if (value != null) {
            message.headers().add(name, value.toString().getBytes(UTF_8));
        }
    }
}
