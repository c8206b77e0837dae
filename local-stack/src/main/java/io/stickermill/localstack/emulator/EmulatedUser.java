package io.stickermill.localstack.emulator;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A user who talks to the bot through the emulator's admin API, in their private chat with it: for commands and tests. */
public final class EmulatedUser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String emulator;
    private final long userId;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param emulator address of a running emulator, without a path */
    public EmulatedUser(String emulator, long userId) {
        this.emulator = emulator;
        this.userId = userId;
    }

    /** Something that became visible in the chat. */
    public record Event(long seq, String kind, JsonNode message) {}

    /** The events after one, waiting for the first of them. */
    public record Events(List<Event> events, long next) {}

    /** Gives the id of the message that the user has sent. */
    public int sendPhoto(byte[] photo, Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(emulator + "/admin/users/" + userId + "/photos?" + query))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(photo))
                .build();
        return JSON.readTree(ok(http.send(request, BodyHandlers.ofString())).body())
                .path("message_id")
                .asInt();
    }

    public Events events(long after, Duration wait) throws IOException, InterruptedException {
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

    public byte[] file(String fileId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(emulator + "/admin/files/" + fileId))
                .timeout(Duration.ofSeconds(30))
                .build();
        return ok(http.send(request, BodyHandlers.ofByteArray())).body();
    }

    /** Says a text, or a command. */
    public void say(String text, String language) throws IOException, InterruptedException {
        post("/admin/users/" + userId + "/messages", Map.of("text", text, "language", language));
    }

    /** Presses the button that carries this data; gives the id of the query. */
    public String press(int messageId, String data) throws IOException, InterruptedException {
        return post("/admin/users/" + userId + "/callbacks", Map.of("message_id", messageId, "data", data))
                .path("callback_query_id")
                .asText();
    }

    /** Blocks the bot, or lets it write again. */
    public void block(boolean blocked) throws IOException, InterruptedException {
        post("/admin/users/" + userId + "/blocks", Map.of("blocked", blocked));
    }

    /** What the bot has said in the chat and not removed. */
    public List<JsonNode> fromBot() throws IOException, InterruptedException {
        return history().stream()
                .filter(message -> message.path("from").path("is_bot").asBoolean())
                .toList();
    }

    /** What the chat shows, oldest first. */
    public List<JsonNode> history() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(emulator + "/admin/chats/" + userId + "/messages"))
                .timeout(Duration.ofSeconds(30))
                .build();
        JsonNode found =
                JSON.readTree(ok(http.send(request, BodyHandlers.ofString())).body());
        return StreamSupport.stream(found.path("messages").spliterator(), false).toList();
    }

    private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(emulator + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(ok(http.send(request, BodyHandlers.ofString())).body());
    }

    private static <T> HttpResponse<T> ok(HttpResponse<T> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("The emulator answered " + response.statusCode() + " to "
                    + response.request().uri().getPath() + ": " + response.body());
        }
        return response;
    }
}
