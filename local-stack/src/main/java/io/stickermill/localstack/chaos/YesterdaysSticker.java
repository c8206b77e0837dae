package io.stickermill.localstack.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of {@code sticker-ready} as it would stand there from the day before, for the same chat. */
final class YesterdaysSticker {

    /** Confluent's wire format: a zero and the schema's id in four bytes. */
    private static final int PREFIX = 5;

    private static final Duration AGE = Duration.ofHours(25);

    private YesterdaysSticker() {}

    /** Empty where the record can't be read: the suite poisons this topic, too. */
    static Optional<ProducerRecord<byte[], byte[]>> of(ConsumerRecord<byte[], byte[]> record, Random random) {
        byte[] value = record.value();
        if (value == null || value.length <= PREFIX || value[0] != 0) {
            return Optional.empty();
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
            StickerReady sticker = new SpecificDatumReader<>(StickerReady.class).read(null, decoder);
            UUID jobId = new UUID(random.nextLong(), random.nextLong());
            UUID stickerId = Ids.sticker(jobId, 0);
            StickerReady aged = StickerReady.newBuilder(sticker)
                    .setJobId(jobId)
                    .setStickerId(stickerId)
                    .setRequestedAt(sticker.getRequestedAt().minus(AGE))
                    .setReceivedAt(sticker.getReceivedAt().minus(AGE))
                    .setReadyAt(sticker.getReadyAt().minus(AGE))
                    .build();
            var old = new ProducerRecord<>(record.topic(), record.partition(), record.key(), encoded(aged, value));
            old.headers().add("job_id", jobId.toString().getBytes(UTF_8));
            old.headers().add("sticker_id", stickerId.toString().getBytes(UTF_8));
            return Optional.of(old);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] encoded(StickerReady sticker, byte[] original) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(original, 0, PREFIX);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(StickerReady.class).write(sticker, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
