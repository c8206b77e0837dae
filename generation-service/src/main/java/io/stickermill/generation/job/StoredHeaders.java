package io.stickermill.generation.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record's headers as a job keeps them for its dead letter: in their order, repeated ones too, bytes as they are. */
final class StoredHeaders {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredHeaders() {}

    static String json(Headers headers) {
        ArrayNode all = JSON.createArrayNode();
        for (Header header : headers) {
            all.addArray().add(header.key()).add(header.value());
        }
        return all.toString();
    }

    /**
     * @param json null in a row that the version before has stored
     * @param texts what that version kept of them
     */
    static Headers of(@Nullable String json, Map<String, String> texts) {
        Headers headers = new RecordHeaders();
        if (json == null) {
            texts.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
            return headers;
        }
        try {
            for (JsonNode header : JSON.readTree(json)) {
                byte[] value = header.path(1).isNull() ? null : header.path(1).binaryValue();
                headers.add(header.path(0).asText(), value);
            }
            return headers;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers that were stored can't be read: " + json, e);
        } catch (IOException e) {
            throw new IllegalStateException("a header that was stored is no base64: " + json, e);
        }
    }
}
