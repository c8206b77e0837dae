package io.stickermill.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.NotReached;
import io.stickermill.operations.installation.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * The HTTP API of one service. What it refuses is a {@link CommandFailed} in its own words; where it does not answer at all, a
 * {@link NotReached}.
 */
final class ServiceApi {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String service;
    private final String address;
    private final String key;

    /** @param service for example {@code history} */
    ServiceApi(Installation installation, String service) {
        this.service = service + "-service";
        this.address = installation.service(service);
        this.key = installation.apiKey();
    }

    /** Without a path. */
    String address() {
        return address;
    }

    JsonNode get(String path) {
        return ask("GET", path);
    }

    /** @param path with its query, encoded */
    JsonNode ask(String method, String path) {
        return json(text(method, path, "application/json", BodyPublishers.noBody()));
    }

    JsonNode post(String path, Object body) {
        try {
            return json(text(
                    "POST", path, "application/json", BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String csv(String path) {
        return text("GET", path, "text/csv", BodyPublishers.noBody());
    }

    /** Writes what is answered into a file of the owner's, as it comes. */
    void download(String path, Path file) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .build();
        try {
            HttpResponse<InputStream> response = Http.CLIENT.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() >= 300) {
                    throw new CommandFailed(
                            "The " + service + " at " + address + " answered " + response.statusCode() + ".");
                }
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (OutputStream out = Files.newOutputStream(file)) {
                    body.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new NotReached("The " + service, address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    private String text(String method, String path, String accepted, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .header("Accept", accepted + ", application/problem+json")
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = Http.CLIENT.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new CommandFailed(refusal(response));
            }
            return response.body();
        } catch (IOException e) {
            throw new NotReached("The " + service, address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    /** What stands before a service, such as a proxy, has words of its own, and no JSON. */
    private String refusal(HttpResponse<String> response) {
        String status = "The " + service + " at " + address + " answered " + response.statusCode() + ".";
        try {
            return Json.MAPPER.readTree(response.body()).path("detail").asText(status);
        } catch (JsonProcessingException notOurs) {
            return status;
        }
    }

    private JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CommandFailed("What answers at " + address + " is no " + service + ": it is not JSON.");
        }
    }
}
