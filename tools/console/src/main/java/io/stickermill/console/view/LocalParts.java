package io.stickermill.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The processes of a local stack, as its supervisor tells of them. Of all that it tells, only this is passed on. */
public final class LocalParts {

    private final Optional<Path> control;

    /** @param control the file that says where the supervisor listens; empty where there is none */
    public LocalParts(Optional<Path> control) {
        this.control = control;
    }

    /**
     * @param state in the supervisor's word
     * @param reason of the last of its ends; null if there is none
     * @param limits what it can't do although it is ready; null if there is nothing
     */
    record Part(
            String name,
            String state,
            int restarts,
            @Nullable String reason,
            @Nullable String limits) {}

    /** None where there is no supervisor. */
    List<Part> now() throws InterruptedException {
        if (control.isEmpty()) {
            return List.of();
        }
        Properties address = new Properties();
        try (Reader reader = Files.newBufferedReader(control.get())) {
            address.load(reader);
            HttpRequest request = HttpRequest.newBuilder(URI.create(address.getProperty("url") + "/status"))
                    .timeout(Duration.ofSeconds(8))
                    .header("Authorization", "Bearer " + address.getProperty("token"))
                    .build();
            JsonNode status = Json.MAPPER.readTree(
                    Http.CLIENT.send(request, BodyHandlers.ofByteArray()).body());
            List<Part> parts = new ArrayList<>();
            for (JsonNode part : status.path("parts")) {
                parts.add(new Part(
                        part.path("name").asText(),
                        part.path("state").asText(),
                        part.path("restarts").asInt(),
                        part.path("reason").asText(null),
                        part.path("limits").asText(null)));
            }
            return parts;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The stack's supervisor does not answer: is `./stickermill up` running?", e);
        }
    }
}
