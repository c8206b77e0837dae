package io.stickermill.system.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stickermill.common.Json;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Schemas as the JSON that they are written in. */
final class AvroJson {

    private AvroJson() {}

    /** A field's default as JSON text. */
    static String defaultOf(Schema.Field field) {
        Object value = field.defaultVal();
        try {
            return JsonProperties.NULL_VALUE.equals(value) ? "null" : Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A schema with all that it refers to, as maps and lists. */
    static Object tree(Schema schema) {
        try {
            return Json.MAPPER.readValue(schema.toString(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
