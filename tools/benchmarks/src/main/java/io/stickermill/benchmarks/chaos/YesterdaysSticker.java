package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record of {@code sticker-ready} as it would stand there from the day before, for the same chat. Not of a pack: one that
 * names a job which its pack never asked for waits for that pack through all retry topics, a quarter of an hour.
 */
final class YesterdaysSticker {

    /** Confluent's wire format: a zero and the schema's id in four bytes. */
    private static final int PREFIX = 5;

    /** Whatever the suite itself has put there is shorter; a sticker never is. */
    private static final int POISON = 512;

    private static final Schema SCHEMA = StickerReady.getClassSchema();
    private static final List<String> MOMENTS = List.of("requested_at", "received_at", "ready_at");
    private static final Duration AGE = Duration.ofHours(25);

    private YesterdaysSticker() {}

    /** Empty where the record can't be read, since the suite poisons this topic, too, or belongs to a pack. */
    static Optional<ProducerRecord<byte[], byte[]>> of(ConsumerRecord<byte[], byte[]> record, Random random) {
        byte[] value = record.value();
        if (value == null || value.length < POISON || value[0] != 0) {
            return Optional.empty();
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
            GenericRecord sticker = new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder);
            if (sticker.get("pack_batch_id") != null) {
                return Optional.empty();
            }
            UUID jobId = new UUID(random.nextLong(), random.nextLong());
            String stickerId = Ids.sticker(jobId, 0).toString();
            sticker.put("job_id", jobId.toString());
            sticker.put("sticker_id", stickerId);
            for (String moment : MOMENTS) {
                sticker.put(moment, (long) sticker.get(moment) - AGE.toMillis());
            }
            var old = new ProducerRecord<>(record.topic(), record.partition(), record.key(), encoded(sticker, value));
            old.headers().add("job_id", jobId.toString().getBytes(UTF_8));
            old.headers().add("sticker_id", stickerId.getBytes(UTF_8));
            return Optional.of(old);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of sticker-ready is of another schema than this program's", e);
        }
    }

    private static byte[] encoded(GenericRecord sticker, byte[] original) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(original, 0, PREFIX);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(sticker, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
