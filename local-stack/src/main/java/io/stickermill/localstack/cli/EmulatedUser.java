package io.stickermill.localstack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A user who talks to the bot through the emulator's admin API, in their private chat with it. */
final class EmulatedUser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String emulator;
    private final long userId;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    EmulatedUser(String emulator, long userId) {
        this.emulator = emulator;
        this.userId = userId;
    }

    /** Something that became visible in the chat. */
    record Event(long seq, String kind, JsonNode message) {}

    /** The events after one, waiting for the first of them. */
    record Events(List<Event> events, long next) {}

    /** Gives the id of the message that the user has sent. */
    int sendPhoto(Path photo, Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(emulator + "/admin/users/" + userId + "/photos?" + query))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofFile(photo))
                .build();
        return JSON.readTree(ok(http.send(request, BodyHandlers.ofString())).body())
                .path("message_id")
                .asInt();
    }

    Events events(long after, Duration wait) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(
                        emulator + "/admin/events?chat=" + userId + "&after=" + after + "&wait=" + wait.toSeconds()))
                .timeout(wait.plusSeconds(15))
                .build();
        JsonNode found =
                JSON.readTree(ok(http.send(request, BodyHandlers.ofString())).body());
        List<Event> events = StreamSupport.stream(found.path("events").spliterator(), false)
                .map(event ->
                        new Event(event.path("seq").asLong(), event.path("kind").asText(), event.path("message")))
                .toList();
        return new Events(events, found.path("next").asLong());
    }

    byte[] file(String fileId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(emulator + "/admin/files/" + fileId))
                .timeout(Duration.ofSeconds(30))
                .build();
        return ok(http.send(request, BodyHandlers.ofByteArray())).body();
    }

    private static <T> HttpResponse<T> ok(HttpResponse<T> response) {
        if (response.statusCode() != 200) {
            throw new CommandFailed("The emulator answered " + response.statusCode() + " to "
                    + response.request().uri().getPath() + ": " + response.body());
        }
        return response;
    }
}
