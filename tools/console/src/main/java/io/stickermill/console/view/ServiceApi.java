package io.stickermill.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.NotReached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.NoSuchElementException;

/** The HTTP API of a service, asked with a key that stays on this side. */
public final class ServiceApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int REFUSED = 300;

    private final String service;
    private final String address;
    private final String key;

    /** @param service its name, for messages */
    public ServiceApi(String service, String address, String key) {
        this.service = service;
        this.address = address;
        this.key = key;
    }

    JsonNode get(String path) throws InterruptedException {
        return ask("GET", path);
    }

    JsonNode post(String path) throws InterruptedException {
        return ask("POST", path);
    }

    /** What lies at an address that an answer has named; no key goes there. */
    static byte[] file(String url) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = Http.CLIENT.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= REFUSED) {
                throw new NoSuchElementException("The storage answered " + answer.statusCode() + ".");
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("The storage does not answer.", e);
        }
    }

    private JsonNode ask(String method, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build();
        try {
            HttpResponse<byte[]> answer = Http.CLIENT.send(request, BodyHandlers.ofByteArray());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            if (answer.statusCode() >= REFUSED) {
                String words = body.path("detail").asText(service + " answered " + answer.statusCode() + ".");
                throw answer.statusCode() == NOT_FOUND
                        ? new NoSuchElementException(words)
                        : new IllegalArgumentException(words);
            }
            return body;
        } catch (IOException e) {
            throw new NotReached("The " + service, address, e);
        }
    }
}
