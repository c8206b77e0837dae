package io.stickermill.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas that the registry knows, by the id in Confluent's wire format. */
final class RegisteredSchemas {

    private final String registry;
    private final Map<Integer, Optional<Schema>> known = new HashMap<>();

    RegisteredSchemas(String registry) {
        this.registry = registry;
    }

    /** Empty if the registry knows none under this id. */
    Optional<Schema> byId(int id) {
        return known.computeIfAbsent(id, this::fetch);
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
            throw new CommandFailed("The schema registry's list of references can't be read: " + e.getMessage());
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
            throw new CommandFailed("The schema registry at " + registry + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
