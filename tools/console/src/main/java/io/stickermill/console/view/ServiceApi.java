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
        return read("GET", path);
    }

    JsonNode post(String path) throws InterruptedException {
        return read("POST", path);
    }

    byte[] file(String path) throws InterruptedException {
        try {
            return ask("GET", path);
        } catch (IOException e) {
            throw away(e);
        }
    }

    private JsonNode read(String method, String path) throws InterruptedException {
        try {
            return Json.MAPPER.readTree(ask(method, path));
        } catch (IOException e) {
            throw away(e);
        }
    }

    private byte[] ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<byte[]> answer = Http.CLIENT.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= REFUSED) {
            String words = Json.MAPPER
                    .readTree(answer.body())
                    .path("detail")
                    .asText(service + " answered " + answer.statusCode() + ".");
            throw answer.statusCode() == NOT_FOUND
                    ? new NoSuchElementException(words)
                    : new IllegalArgumentException(words);
        }
        return answer.body();
    }

    private NotReached away(IOException e) {
        return new NotReached("The " + service, address, e);
    }
}
