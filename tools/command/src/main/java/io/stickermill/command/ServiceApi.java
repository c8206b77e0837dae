package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The HTTP API of one service of a running stack. */
final class ServiceApi {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String service;
    private final String address;
    private final String key;

    /** @param service for example {@code history} */
    ServiceApi(RunningStack stack, String service) {
        JsonNode access = stack.status().path("access");
        this.service = service;
        this.address = access.path(service).asText();
        this.key = access.path("api_key").asText();
    }

    JsonNode get(String path) {
        return ask("GET", path);
    }

    /**
     * Asks and gives the answer.
     *
     * @param path with its query, encoded
     * @throws CommandFailed in the service's own words, if it refuses
     */
    JsonNode ask(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            var response = Http.CLIENT.send(request, BodyHandlers.ofString());
            JsonNode answer = Json.MAPPER.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new CommandFailed(
                        answer.path("detail").asText("The " + service + " answered " + response.statusCode() + "."));
            }
            return answer;
        } catch (IOException e) {
            throw new CommandFailed("The " + service + " at " + address
                    + " does not answer: `./stickermill status` shows whether it runs.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
