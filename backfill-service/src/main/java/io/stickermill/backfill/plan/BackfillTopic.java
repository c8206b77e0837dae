package io.stickermill.backfill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Topics;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes requests, keyed by the item; the run is a header too, by which a replay can pick one run's records. */
class BackfillTopic {

    private static final String RUN_ID = "run_id";

    private final KafkaOperations<byte[], byte[]> kafka;

    BackfillTopic(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    CompletableFuture<?> publish(UUID runId, UUID itemId, byte[] request) {
        var message = new ProducerRecord<>(
                Topics.BACKFILL_REQUESTS.name(), itemId.toString().getBytes(UTF_8), request);
        message.headers().add(RUN_ID, runId.toString().getBytes(UTF_8));
        return kafka.send(message);
    }
}
