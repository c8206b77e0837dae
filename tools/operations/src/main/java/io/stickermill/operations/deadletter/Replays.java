package io.stickermill.operations.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Replay;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends dead letters on their way again, or puts them away. */
public final class Replays implements AutoCloseable {

    private final LetterBox letters;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    public Replays(LetterBox letters, Map<String, Object> connection) {
        this.letters = letters;
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 10 * 1024 * 1024);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Gives a letter's record to its group once more; returns when Kafka has it.
     *
     * @return where it lies now
     * @throws IllegalStateException if that can't be done; its message, for people, says why
     */
    public RecordPlace replay(DeadLetter letter) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> record = letters.record(letter);
        Replay replay = new Replay(letter.place(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        ProducerRecord<byte[], byte[]> again = again(letter, record, letters.originalValue(letter, record), replay);
        try {
            RecordMetadata lies = producer.send(again).get();
            return new RecordPlace(lies.topic(), lies.partition(), lies.offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka did not take the replay of " + letter.place() + " into " + again.topic() + ": "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }

    /**
     * Notes that a letter is done with: it is listed no more. Returns when Kafka has it.
     *
     * @param by who says so
     * @throws IllegalStateException if Kafka did not take it; its message is for people
     */
    public void discard(DeadLetter letter, String by) throws InterruptedException {
        var word = new Discard(letter.place(), Instant.now().truncatedTo(ChronoUnit.MILLIS), by);
        Headers headers = new RecordHeaders();
        put(headers, Discard.HEADER, word.toString());
        RecordPlace place = letter.place();
        try {
            producer.send(new ProducerRecord<>(place.topic(), place.partition(), null, null, null, headers))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka did not take the word that " + place + " is discarded: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }

    /** Due at once, and with all of its attempts before it. */
    static ProducerRecord<byte[], byte[]> again(
            DeadLetter letter, ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value, Replay replay) {
        if (letter.origin().isEmpty()) {
            throw new IllegalStateException("The letter " + letter.place()
                    + " does not say which record it was: no service of ours has written it, and none would know what to"
                    + " do with it.");
        }
        Headers headers = new RecordHeaders(record.headers().toArray());
        headers.remove(GroupHeaders.CAUSE).remove(GroupHeaders.STACK);
        put(headers, GroupHeaders.ATTEMPTS, "0");
        put(headers, GroupHeaders.DUE, Instant.EPOCH.toString());
        put(headers, GroupHeaders.REPLAY, replay.toString());
        return new ProducerRecord<>(LetterBox.replayTopic(letter.group()), null, null, record.key(), value, headers);
    }

    private static void put(Headers headers, String name, String text) {
        headers.remove(name).add(name, text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
