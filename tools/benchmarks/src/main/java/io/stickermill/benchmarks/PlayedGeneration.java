package io.stickermill.benchmarks;

import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Answers each request for a sticker at once, with one that was made before. */
final class PlayedGeneration implements AutoCloseable {

    private final WireFormat<PhotoRequested> requests;
    private final ReadyStickers stickers;
    private final TopicTail reader;
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
        this.stickers = new ReadyStickers(stack.bootstrap(), stack.registry(), Pictures.sticker());
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
        return stickers.publish(job, chat);
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
        Instant now = ReadyStickers.now();
        PhotoRequested asked = requests.decode(record.value());
        byte[] sent = stickers.publish(
                asked.getJobId(),
                asked.getSessionId(),
                asked.getUserId(),
                asked.getChatId(),
                asked.getMessageId(),
                asked.getRequestedAt(),
                asked.getReceivedAt());
        answered.put(asked.getJobId(), new Answered(asked.getReceivedAt(), now));
        anyRequest = record.value();
        anySticker = sent;
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
        stickers.close();
    }
}
