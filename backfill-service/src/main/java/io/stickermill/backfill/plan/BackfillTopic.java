package io.stickermill.backfill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.Topics;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes requests, keyed by the item; the run is a header too, by which a replay can pick one run's records. Each begins a trace. */
class BackfillTopic {

    private static final String RUN_ID = "run_id";

    private final KafkaOperations<byte[], byte[]> kafka;
    private final Traces traces;

    BackfillTopic(KafkaOperations<byte[], byte[]> kafka, Traces traces) {
        this.kafka = kafka;
        this.traces = traces;
    }

    CompletableFuture<?> publish(UUID runId, UUID itemId, byte[] request) {
        var message = new ProducerRecord<>(
                Topics.BACKFILL_REQUESTS.name(), itemId.toString().getBytes(UTF_8), request);
        message.headers().add(RUN_ID, runId.toString().getBytes(UTF_8));
        Span span = traces.publishing(Topics.BACKFILL_REQUESTS.name(), null);
        String trace = Traces.of(span);
        if (trace != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, trace.getBytes(UTF_8));
        }
        return kafka.send(message).whenComplete((_, fault) -> Traces.end(span, fault));
    }
}
