package io.stickermill.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Answers each request for a sticker at once, with one that was made before. */
final class PlayedGeneration implements AutoCloseable {

    private final WireFormat<PhotoRequested> requests;
    private final WireFormat<StickerReady> stickers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicTail reader;
    private final byte[] file = Pictures.sticker();
    private final Map<UUID, Answered> answered = new ConcurrentHashMap<>();
    private volatile byte @Nullable [] anyRequest;
    private volatile byte @Nullable [] anySticker;

    /**
     * A request that was answered.
     *
     * @param receivedAt when the gateway was about to publish it
     * @param takenAt when it came out of the topic
     */
    record Answered(Instant receivedAt, Instant takenAt) {}

    PlayedGeneration(BenchStack stack) throws IOException, InterruptedException {
        this.requests = WireFormat.of(Topics.PHOTO_REQUESTS, stack.registry());
        this.stickers = WireFormat.of(Topics.STICKER_READY, stack.registry());
        this.producer = Producers.at(stack.bootstrap());
        this.reader = new TopicTail(stack.bootstrap(), List.of(Topics.PHOTO_REQUESTS.name()), this::answer);
    }

    /** Null if it has not come. */
    @Nullable
    Answered answered(UUID job) {
        return answered.get(job);
    }

    /** The value of a record that has gone through. */
    byte[] anyRequest() {
        return known(anyRequest);
    }

    byte[] anySticker() {
        return known(anySticker);
    }

    /** Publishes a sticker that no photo was sent for; gives the time right before. */
    Instant publish(UUID job, long chat) {
        Instant now = now();
        send(ready(job, Ids.session(job), Ids.user(1, chat), chat, null, now, now));
        return now;
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
        Instant now = now();
        PhotoRequested asked = requests.decode(record.value());
        byte[] sent = send(ready(
                asked.getJobId(),
                asked.getSessionId(),
                asked.getUserId(),
                asked.getChatId(),
                asked.getMessageId(),
                asked.getRequestedAt(),
                asked.getReceivedAt()));
        answered.put(asked.getJobId(), new Answered(asked.getReceivedAt(), now));
        anyRequest = record.value();
        anySticker = sent;
    }

    private byte[] send(StickerReady sticker) {
        byte[] value = stickers.encode(sticker);
        var record = new ProducerRecord<>(
                Topics.STICKER_READY.name(), Long.toString(sticker.getChatId()).getBytes(UTF_8), value);
        record.headers().add("job_id", sticker.getJobId().toString().getBytes(UTF_8));
        record.headers().add("sticker_id", sticker.getStickerId().toString().getBytes(UTF_8));
        var _ = producer.send(record);
        return value;
    }

    private StickerReady ready(
            UUID job,
            UUID session,
            UUID user,
            long chat,
            @Nullable Integer messageId,
            Instant requestedAt,
            Instant receivedAt) {
        return StickerReady.newBuilder()
                .setStickerId(Ids.sticker(job, 0))
                .setJobId(job)
                .setSessionId(session)
                .setUserId(user)
                .setChatId(chat)
                .setMessageId(messageId)
                .setSticker(java.nio.ByteBuffer.wrap(file))
                .setWidth(512)
                .setHeight(512)
                .setQuality(90)
                .setRequestedAt(requestedAt)
                .setReceivedAt(receivedAt)
                .setReadyAt(now())
                .build();
    }

    /** Events carry milliseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static byte[] known(byte @Nullable [] value) {
        if (value == null) {
            throw new IllegalStateException("nothing has gone through yet");
        }
        return value;
    }

    @Override
    public void close() {
        reader.close();
        producer.close();
    }
}
