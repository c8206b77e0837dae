package io.stickermill.emulator.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A running emulator's admin API: users' doings, what the bot has called, faults and limits. For commands, benches and tests.
 * A refusal is an {@link IllegalStateException} that says what was asked and what the answer was.
 */
public final class EmulatorAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String address;

    /** @param address without a path */
    public EmulatorAdmin(String address) {
        this.address = address;
    }

    /** The answer to a GET, which may take a minute. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return get(path, PATIENCE);
    }

    /** @param patience for a path that waits for something */
    JsonNode get(String path, Duration patience) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(send(request(path).timeout(patience), BodyHandlers.ofString()));
    }

    /** @param body written as JSON */
    public JsonNode ask(String method, String path, Object body) throws IOException, InterruptedException {
        return ask(method, path, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)), "application/json");
    }

    /** With a file as it is. */
    public JsonNode ask(String method, String path, byte[] file) throws IOException, InterruptedException {
        return ask(method, path, BodyPublishers.ofByteArray(file), "application/octet-stream");
    }

    byte[] file(String path) throws IOException, InterruptedException {
        return send(request(path), BodyHandlers.ofByteArray());
    }

    private JsonNode ask(String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                send(request(path).header("Content-Type", type).method(method, body), BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private <T> T send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpResponse<T> response = Http.CLIENT.send(request.build(), handler);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("The emulator answered " + response.statusCode() + " to "
                    + response.request().method() + " "
                    + response.request().uri().getPath() + ": " + response.body());
        }
        return response.body();
    }
}
