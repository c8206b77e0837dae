package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.schemas.StickerReady;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class YesterdaysStickerTest {

    private static final Schema SCHEMA = StickerReady.getClassSchema();
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void itIsTheSamePictureOfAnotherJobADayEarlier() throws IOException {
        GenericRecord ready = ready();

        var old = YesterdaysSticker.of(record(encoded(ready)), new Random(1)).orElseThrow();

        byte[] value = old.value();
        GenericRecord read = new GenericDatumReader<GenericRecord>(SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        assertThat(value).startsWith(0, 0, 0, 0, 7);
        assertThat((long) read.get("ready_at"))
                .isEqualTo(NOW.minus(Duration.ofHours(25)).toEpochMilli());
        assertThat(read.get("chat_id")).isEqualTo(7L);
        assertThat(read.get("sticker")).isEqualTo(ready.get("sticker"));
        assertThat(read.get("job_id").toString()).isNotEqualTo(ready.get("job_id"));
        assertThat(new String(old.headers().lastHeader("job_id").value(), UTF_8))
                .isEqualTo(read.get("job_id").toString());
    }

    @Test
    void poisonIsLeftAlone() {
        assertThat(YesterdaysSticker.of(record(new byte[] {0, 127, 1, 2, 3, 9, 9}), new Random(1)))
                .isEmpty();
        assertThat(YesterdaysSticker.of(record(new byte[0]), new Random(1))).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("sticker-ready", 3, 0, new byte[] {'7'}, value);
    }

    private static GenericRecord ready() {
        return new GenericRecordBuilder(SCHEMA)
                .set("sticker_id", new UUID(1, 1).toString())
                .set("job_id", new UUID(1, 2).toString())
                .set("session_id", new UUID(1, 3).toString())
                .set("user_id", new UUID(1, 4).toString())
                .set("chat_id", 7L)
                .set("sticker", ByteBuffer.wrap(new byte[2000]))
                .set("width", 512)
                .set("height", 300)
                .set("quality", 90)
                .set("requested_at", NOW.toEpochMilli())
                .set("received_at", NOW.toEpochMilli())
                .set("ready_at", NOW.toEpochMilli())
                .build();
    }

    private static byte[] encoded(GenericRecord ready) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 7});
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(ready, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
