package io.stickermill.operations.topic;

import io.stickermill.common.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes a line of JSON of a record; bytes are shortened to their number. */
public final class RecordPrinter {

    private static final int WIRE_FORMAT_HEADER = 5;

    private final IntFunction<Optional<Schema>> schemas;

    /** @param schemas finds the schema of an id of the wire format */
    public RecordPrinter(IntFunction<Optional<Schema>> schemas) {
        this.schemas = schemas;
    }

    public String line(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return Json.MAPPER.writeValueAsString(fields(record));
    }

    /** What a line says, by its names. */
    public Map<String, @Nullable Object> fields(ConsumerRecord<byte[], byte[]> record) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", ShownBytes.json(record.key()));
        line.put("headers", headers(record.headers()));
        line.put("value", value(record.value()));
        return line;
    }

    /** The bytes that lie in a value's own fields, by the fields' names; none of a value that can't be read. */
    public Map<String, byte[]> bytes(byte @Nullable [] value) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        if (value == null || value.length < WIRE_FORMAT_HEADER || value[0] != 0) {
            return found;
        }
        Optional<Schema> schema = schemas.apply(ByteBuffer.wrap(value).getInt(1));
        try {
            if (schema.isPresent() && decoded(schema.get(), value) instanceof IndexedRecord record) {
                record.getSchema().getFields().forEach(field -> {
                    if (record.get(field.pos()) instanceof ByteBuffer bytes) {
                        byte[] copy = new byte[bytes.remaining()];
                        bytes.duplicate().get(copy);
                        found.put(field.name(), copy);
                    }
                });
            }
        } catch (IOException | RuntimeException unreadable) {
            return Map.of();
        }
        return found;
    }

    private static Object decoded(Schema schema, byte[] bytes) throws IOException {
        var decoder =
                DecoderFactory.get().binaryDecoder(bytes, WIRE_FORMAT_HEADER, bytes.length - WIRE_FORMAT_HEADER, null);
        return new GenericDatumReader<>(schema).read(null, decoder);
    }

    /** Each name once; a name that comes more than once has all its values, as a list in their order. */
    private static Map<String, @Nullable Object> headers(Headers headers) {
        Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
        headers.forEach(header ->
                values.computeIfAbsent(header.key(), _ -> new ArrayList<>()).add(ShownBytes.json(header.value())));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        values.forEach((name, all) -> shown.put(name, all.size() == 1 ? all.getFirst() : all));
        return shown;
    }

    /** A value as JSON of several lines; empty if it can't be read. */
    public Optional<String> pretty(byte[] bytes) {
        return value(bytes) instanceof Map<?, ?> fields
                ? Optional.of(Json.MAPPER.valueToTree(fields).toPrettyString())
                : Optional.empty();
    }

    /** A value's fields; of one that can't be read, why, as a text. */
    public @Nullable Object value(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < WIRE_FORMAT_HEADER || bytes[0] != 0) {
            return "<" + bytes.length + " bytes that are not in Confluent's wire format>";
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        Optional<Schema> schema = schemas.apply(id);
        if (schema.isEmpty()) {
            return "<" + bytes.length + " bytes of schema " + id + ", which the registry does not know>";
        }
        try {
            return plain(schema.get(), decoded(schema.get(), bytes));
        } catch (IOException | RuntimeException e) {
            return "<" + bytes.length + " bytes that do not fit schema " + id + ": " + e.getMessage() + ">";
        }
    }

    private static @Nullable Object plain(Schema schema, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case IndexedRecord record -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                record.getSchema()
                        .getFields()
                        .forEach(field -> fields.put(field.name(), plain(field.schema(), record.get(field.pos()))));
                yield fields;
            }
            case ByteBuffer bytes -> "<" + bytes.remaining() + " bytes>";
            case Long time when isTime(schema) -> Instant.ofEpochMilli(time).toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(schema, entry)));
                yield entries;
            }
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(schema, item)));
                yield items;
            }
            default -> value.toString();
        };
    }

    private static boolean isTime(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(RecordPrinter::isTime)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }
}
