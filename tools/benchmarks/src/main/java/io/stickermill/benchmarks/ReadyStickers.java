package io.stickermill.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes stickers as generation does, all with the same file, without making anything. */
final class ReadyStickers implements AutoCloseable {

    private final WireFormat<StickerReady> format;
    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] file;

    /**
     * @param bootstrap of the broker
     * @param registry address of the schema registry; the services have been there before
     */
    ReadyStickers(String bootstrap, String registry, byte[] file) throws IOException, InterruptedException {
        this.format = WireFormat.of(Topics.STICKER_READY, registry);
        this.producer = Producers.at(bootstrap);
        this.file = file;
    }

    /** A sticker that no photo was sent for; gives the time right before. */
    Instant publish(UUID job, long chat) {
        Instant now = now();
        publish(job, Ids.session(job), Ids.user(1, chat), chat, null, now, now);
        return now;
    }

    /** Gives the record's value. */
    byte[] publish(
            UUID job,
            UUID session,
            UUID user,
            long chat,
            @Nullable Integer messageId,
            Instant requestedAt,
            Instant receivedAt) {
        StickerReady sticker = StickerReady.newBuilder()
                .setStickerId(Ids.sticker(job, 0))
                .setJobId(job)
                .setSessionId(session)
                .setUserId(user)
                .setChatId(chat)
                .setMessageId(messageId)
                .setSticker(ByteBuffer.wrap(file))
                .setWidth(512)
                .setHeight(512)
                .setQuality(90)
                .setRequestedAt(requestedAt)
                .setReceivedAt(receivedAt)
                .setReadyAt(now())
                .build();
        byte[] value = format.encode(sticker);
        var record = new ProducerRecord<>(
                Topics.STICKER_READY.name(), Long.toString(chat).getBytes(UTF_8), value);
        record.headers().add("job_id", job.toString().getBytes(UTF_8));
        record.headers().add("sticker_id", sticker.getStickerId().toString().getBytes(UTF_8));
        var _ = producer.send(record);
        return value;
    }

    /** Events carry milliseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        producer.close();
    }
}
