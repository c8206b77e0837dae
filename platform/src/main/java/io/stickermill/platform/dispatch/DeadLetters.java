package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.RecordPlace;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Dead letters of work that was stored and acknowledged before it failed, so that no dispatcher has its record any more.
 * They look like a dispatcher's, and are replayed like them.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final Publisher publisher;
    private final MeterRegistry meters;

    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters) {
        this.publisher = new Publisher(kafka);
        this.meters = meters;
    }

    /**
     * Returns when Kafka has it.
     *
     * @param record how the record came
     * @param value its bytes
     * @param fault that the last attempt ended in, if it was one
     * @throws IllegalStateException if Kafka did not take it
     */
    public void put(
            ConsumerGroup group, Delivery record, byte[] value, int attempts, String cause, @Nullable Throwable fault)
            throws InterruptedException {
        var origin = new Origin(
                record.topic(), record.partition(), record.offset(), record.timestamp(), attempts, Instant.EPOCH);
        byte[] key = record.key() == null ? null : record.key().getBytes(UTF_8);
        try {
            String scrubbed = Cause.scrub(cause);
            RecordPlace letter = publisher.send(
                    group.deadLetterTopic(), key, value, origin.in(record.ownHeaders(), scrubbed, fault));
            announce(
                    log,
                    new RecordPlace(record.topic(), record.partition(), record.offset()),
                    attempts,
                    letter,
                    scrubbed);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no dead letter could be written", e);
        }
        Meters.deadLetter(meters, group.id(), record.topic());
    }

    /** The one line that the log has of a dead letter: what, where, why, and what to do once the cause is mended. */
    static void announce(Logger log, RecordPlace record, int attempts, RecordPlace letter, String cause) {
        log.error(
                "{} is given up after attempt {} and lies in {}: {}. When that is mended:"
                        + " ./stickermill dlt replay {} --id {}",
                record,
                attempts,
                letter,
                cause,
                letter.topic(),
                letter);
    }
}
