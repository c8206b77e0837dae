package io.stickermill.platform.dispatch;

import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Puts a record's own bytes into another topic of the group; returns when all in-sync replicas have them, and
 * where they lie then. */
final class Publisher {

    private final KafkaOperations<byte[], byte[]> kafka;

    Publisher(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    RecordPlace publish(String topic, ConsumerRecord<byte[], byte[]> record, Headers headers)
            throws ExecutionException, InterruptedException {
        return send(topic, record.key(), record.value(), headers);
    }

    /**
     * Without the value when the broker refuses its size, and if it is the key or the record's own headers that are large,
     * with nothing but ours: they say where the original lies.
     */
    RecordPlace publishWhatFits(String topic, ConsumerRecord<byte[], byte[]> record, Headers headers)
            throws ExecutionException, InterruptedException {
        try {
            return publish(topic, record, headers);
        } catch (ExecutionException refused) {
            if (!tooLarge(refused)) {
                throw refused;
            }
        }
        try {
            return send(topic, record.key(), null, headers);
        } catch (ExecutionException refused) {
            if (!tooLarge(refused)) {
                throw refused;
            }
        }
        return send(topic, null, null, ours(headers));
    }

    private static Headers ours(Headers all) {
        Headers ours = new RecordHeaders();
        for (Header header : all) {
            if (header.key().startsWith(GroupHeaders.PREFIX)) {
                ours.add(header);
            }
        }
        return ours;
    }

    static boolean tooLarge(@Nullable Throwable fault) {
        return fault != null && (fault instanceof RecordTooLargeException || tooLarge(fault.getCause()));
    }

    RecordPlace send(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers)
            throws ExecutionException, InterruptedException {
        RecordMetadata lies = kafka.send(new ProducerRecord<>(topic, null, null, key, value, headers))
                .get()
                .getRecordMetadata();
        return new RecordPlace(lies.topic(), lies.partition(), lies.offset());
    }
}
