package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.PhotoForm;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A photo with wishes, by the HTTP API: in a chat a user makes them one by one, by the buttons under the sticker. */
final class StickerOrder {

    private static final Duration GREETING_WAIT = Duration.ofSeconds(20);

    private final String gateway;
    private final String apiKey;

    /** @param access of a running stack, as its status tells */
    StickerOrder(JsonNode access) {
        gateway = access.path("gateway").asText();
        apiKey = access.path("api_key").asText();
    }

    /**
     * Gives the job's id.
     *
     * @param fields of the form besides the photo
     */
    UUID place(byte[] photo, String name, Map<String, String> fields, EmulatedUser user)
            throws IOException, InterruptedException {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> answer = post(photo, name, fields, key);
        if (answer.statusCode() == 422 && answer.body().contains("/start")) {
            // A bot can't begin a chat.
            user.say("/start", "en");
            answer = Until.every(Duration.ofMillis(100))
                    .forAtMost(GREETING_WAIT)
                    .answer(() -> post(photo, name, fields, key), given -> given.statusCode() != 422);
        }
        JsonNode body = Json.MAPPER.readTree(answer.body());
        if (answer.statusCode() != 202) {
            throw new CommandFailed(
                    "The HTTP API refuses it: " + body.path("detail").asText(answer.body()));
        }
        return UUID.fromString(body.path("job_id").asText());
    }

    private HttpResponse<String> post(byte[] photo, String name, Map<String, String> fields, String key)
            throws IOException, InterruptedException {
        var request = PhotoForm.order(
                URI.create(gateway + "/v1/stickers"), apiKey, key, fields, name, photo, Duration.ofSeconds(60));
        return Http.CLIENT.send(request, BodyHandlers.ofString());
    }
}
