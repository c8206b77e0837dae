package io.stickermill.operations.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.NotReached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The schemas that the registry knows, by the id in Confluent's wire format. */
public final class RegisteredSchemas {

    private final String registry;
    private final Map<Integer, Optional<Schema>> known = new ConcurrentHashMap<>();

    public RegisteredSchemas(String registry) {
        this.registry = registry;
    }

    /** Empty if the registry knows none under this id. */
    public Optional<Schema> byId(int id) {
        return known.computeIfAbsent(id, this::fetch);
    }

    /**
     * One version of a topic's schema.
     *
     * @param registeredAt in the registry's words
     * @param schema as JSON
     */
    public record Version(String version, String registeredAt, JsonNode schema) {}

    /** Every version of the schema of a topic's values, the oldest first; none of a topic that has no schema. */
    public List<Version> versions(String topic) {
        String artifact = "/groups/default/artifacts/" + topic + "-value/versions";
        List<Version> versions = new ArrayList<>();
        get(artifact + "?limit=100&orderby=globalId&order=asc").ifPresent(list -> {
            for (JsonNode version : json(list).path("versions")) {
                String number = version.path("version").asText();
                get(artifact + "/" + number + "/content")
                        .ifPresent(content -> versions.add(
                                new Version(number, version.path("createdOn").asText(), json(content))));
            }
        });
        return versions;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema registry's answer can't be read: " + e.getMessage(), e);
        }
    }

    private Optional<Schema> fetch(int id) {
        String content = "/ids/contentIds/" + id;
        return get(content).map(schema -> {
            Schema.Parser parser = new Schema.Parser();
            // Enums are registered by themselves; a record refers to them.
            get(content + "/references").ifPresent(references -> parseAll(references, parser));
            return parser.parse(schema);
        });
    }

    private void parseAll(String references, Schema.Parser parser) {
        try {
            for (JsonNode reference : Json.MAPPER.readTree(references)) {
                String group = reference.path("groupId").asText("default");
                get("/groups/" + (group.isEmpty() ? "default" : group) + "/artifacts/"
                                + reference.path("artifactId").asText() + "/versions/"
                                + reference.path("version").asText() + "/content")
                        .ifPresent(parser::parse);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The schema registry's list of references can't be read: " + e.getMessage());
        }
    }

    /** Empty if there is nothing under this path. */
    private Optional<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create(registry + "/apis/registry/v3" + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            var response = Http.CLIENT.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            throw new NotReached("The schema registry", registry, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
    }
}
