package io.stickermill.operations.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {

    private static final int SCHEMA_ID = 7;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
                            {"type": "record", "name": "Ready", "fields": [
                              {"name": "file", "type": ["null", "bytes"]},
                              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                              {"name": "size", "type": ["null", {"type": "record", "name": "Size",
                                "fields": [{"name": "width", "type": "int"}]}]},
                              {"name": "timings", "type": {"type": "map", "values": "long"}}]}
                            """);

    private final RecordPrinter printer =
            new RecordPrinter(id -> id == SCHEMA_ID ? Optional.of(SCHEMA) : Optional.empty());

    @Test
    void showsWhereARecordIsAndWhatItSaysWithBytesShortened() throws IOException {
        JsonNode line = print(wireFormat(SCHEMA_ID));

        assertThat(line.path("topic").asText()).isEqualTo("sticker-ready");
        assertThat(line.path("partition").asInt()).isEqualTo(3);
        assertThat(line.path("offset").asLong()).isEqualTo(42);
        assertThat(line.path("key").asText()).isEqualTo("-100");
        assertThat(line.path("headers").path("job_id").asText()).isEqualTo("j");
        JsonNode value = line.path("value");
        assertThat(value.path("file").asText()).isEqualTo("<23456 bytes>");
        assertThat(value.path("at").asText()).isEqualTo("1970-01-01T00:00:01.500Z");
        assertThat(value.path("size").path("width").asInt()).isEqualTo(512);
        assertThat(value.path("timings").path("encode").asLong()).isEqualTo(12);
    }

    @Test
    void whatCannotBeReadIsSaidAndStopsNothing() throws IOException {
        assertThat(print("poison".getBytes(UTF_8)).path("value").asText())
                .isEqualTo("<6 bytes that are not in Confluent's wire format>");
        assertThat(print(wireFormat(8)).path("value").asText())
                .endsWith("of schema 8, which the registry does not know>");
        assertThat(print(new byte[] {0, 0, 0, 0, SCHEMA_ID, 99}).path("value").asText())
                .startsWith("<6 bytes that do not fit schema 7");
        assertThat(print(null).path("value").isNull()).isTrue();
    }

    @Test
    void everyValueOfAHeaderAndWhatIsNoTextIsShown() throws IOException {
        byte[] noText = {(byte) 0xfe, (byte) 0xed};
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("sticker-ready", 3, 42, noText, null);
        record.headers()
                .add("trace", "one".getBytes(UTF_8))
                .add("job_id", noText)
                .add("trace", "two".getBytes(UTF_8))
                .add("trace", null)
                .add("none", null)
                .add("empty", new byte[0]);

        JsonNode line = Json.MAPPER.readTree(printer.line(record));

        assertThat(line.path("key").toString()).isEqualTo("{\"hex\":\"feed\"}");
        assertThat(line.path("headers").toString())
                .isEqualTo(
                        "{\"trace\":[\"one\",\"two\",null],\"job_id\":{\"hex\":\"feed\"},\"none\":null,\"empty\":\"\"}");
        assertThat(Json.MAPPER
                        .readTree(printer.line(new ConsumerRecord<>("sticker-ready", 3, 42, null, null)))
                        .path("key")
                        .isNull())
                .isTrue();
    }

    private JsonNode print(byte[] value) throws IOException {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("sticker-ready", 3, 42, "-100".getBytes(UTF_8), value);
        record.headers().add("job_id", "j".getBytes(UTF_8)).add("empty", null);
        return Json.MAPPER.readTree(printer.line(record));
    }

    private static byte[] wireFormat(int schemaId) throws IOException {
        GenericRecord size = new GenericData.Record(
                SCHEMA.getField("size").schema().getTypes().get(1));
        size.put("width", 512);
        GenericRecord value = new GenericRecordBuilder(SCHEMA)
                .set("file", ByteBuffer.allocate(23_456))
                .set("at", 1500L)
                .set("size", size)
                .set("timings", Map.of("encode", 12L))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
