package io.stickermill.localstack.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<Integer, Optional<Schema>> known = new HashMap<>();

    RegisteredSchemas(String registry) {
        this.registry = registry;
    }

    /** Empty if the registry knows none under this id. */
    Optional<Schema> byId(int id) {
        return known.computeIfAbsent(id, this::fetch);
    }

    private Optional<Schema> fetch(int id) {
        var request = HttpRequest.newBuilder(URI.create(registry + "/apis/registry/v3/ids/contentIds/" + id))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? Optional.of(new Schema.Parser().parse(response.body()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CommandFailed("The schema registry at " + registry + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
