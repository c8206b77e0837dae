package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
        String boundary = "stickermill" + key;
        var request = HttpRequest.newBuilder(URI.create(gateway + "/v1/stickers"))
                .timeout(Duration.ofSeconds(60))
                .header("X-API-Key", apiKey)
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(form(photo, name, fields, boundary)))
                .build();
        return Http.CLIENT.send(request, BodyHandlers.ofString());
    }

    private static byte[] form(byte[] photo, String name, Map<String, String> fields, String boundary)
            throws IOException {
        var form = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                    + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + field.getValue() + "\r\n";
            form.write(part.getBytes(UTF_8));
        }
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\""
                + name.replaceAll("[\"\\\\\r\n]", "_") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        form.write(head.getBytes(UTF_8));
        form.write(photo);
        form.write(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }
}
