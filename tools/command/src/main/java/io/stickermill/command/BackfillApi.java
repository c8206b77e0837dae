package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Backfill-service's HTTP API in a running stack. */
final class BackfillApi {

    private final String address;
    private final String key;

    private BackfillApi(String address, String key) {
        this.address = address;
        this.key = key;
    }

    static BackfillApi of(RunningStack stack) {
        JsonNode status = stack.status();
        for (JsonNode part : status.path("parts")) {
            if (part.path("name").asText().equals("backfill")) {
                return new BackfillApi(
                        part.path("address").asText(),
                        status.path("access").path("api_key").asText());
            }
        }
        throw new CommandFailed("No backfill service runs in this stack: `./stickermill start backfill` starts it.");
    }

    /** The key stands behind the #, which browsers keep to themselves. */
    String page() {
        return address + "/#key=" + key;
    }

    JsonNode get(String path) {
        return json(text(request(path, "application/json").GET()));
    }

    String csv(String path) {
        return text(request(path, "text/csv").GET());
    }

    JsonNode post(String path, Object body) {
        try {
            return json(text(request(path, "application/json")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))));
        } catch (IOException e) {
            throw new CommandFailed("can't write the request: " + e.getMessage());
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-API-Key", key)
                .header("Accept", accept + ", application/problem+json");
    }

    private String text(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = Http.CLIENT.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new CommandFailed(json(response.body())
                        .path("detail")
                        .asText("backfill-service answered " + response.statusCode()));
            }
            return response.body();
        } catch (IOException e) {
            throw new CommandFailed("backfill-service does not answer at " + address
                    + ": `./stickermill status` shows its state, `./stickermill logs backfill` says why.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new CommandFailed("backfill-service answered with something that is not JSON");
        }
    }
}
