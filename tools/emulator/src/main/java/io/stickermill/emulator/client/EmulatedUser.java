package io.stickermill.emulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A user who talks to the bot through the emulator's admin API, in their private chat with it: for commands and tests. */
public final class EmulatedUser {

    private final EmulatorAdmin emulator;
    private final long userId;

    /** @param emulator address of a running emulator, without a path */
    public EmulatedUser(String emulator, long userId) {
        this.emulator = new EmulatorAdmin(emulator);
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
        return emulator.ask("POST", "/admin/users/" + userId + "/photos?" + query, photo)
                .path("message_id")
                .asInt();
    }

    /** Events in the user's chat after a number, oldest first; none if the time is up before there is one. */
    public Events events(long after, Duration wait) throws IOException, InterruptedException {
        JsonNode found = emulator.get(
                "/admin/events?chat=" + userId + "&after=" + after + "&wait=" + wait.toSeconds(), wait.plusSeconds(15));
        List<Event> events = StreamSupport.stream(found.path("events").spliterator(), false)
                .map(event ->
                        new Event(event.path("seq").asLong(), event.path("kind").asText(), event.path("message")))
                .toList();
        return new Events(events, found.path("next").asLong());
    }

    /** The bytes of a file that was sent in any chat. */
    public byte[] file(String fileId) throws IOException, InterruptedException {
        return emulator.file("/admin/files/" + fileId);
    }

    /** Says a text, or a command. */
    public void say(String text, String language) throws IOException, InterruptedException {
        emulator.ask("POST", "/admin/users/" + userId + "/messages", Map.of("text", text, "language", language));
    }

    /** Presses the button that carries this data; gives the id of the query. */
    public String press(int messageId, String data) throws IOException, InterruptedException {
        return emulator.ask(
                        "POST", "/admin/users/" + userId + "/callbacks", Map.of("message_id", messageId, "data", data))
                .path("callback_query_id")
                .asText();
    }

    /** Pays the invoice in this message; gives the id of the question that the bot is asked. */
    public String pay(int messageId) throws IOException, InterruptedException {
        return emulator.ask("POST", "/admin/users/" + userId + "/payments", Map.of("message_id", messageId))
                .path("pre_checkout_query_id")
                .asText();
    }

    /** How far a payment is, by its question's id, as soon as it is settled or the time is up: {@code state} and what goes with it. */
    public JsonNode payment(String queryId, Duration wait) throws IOException, InterruptedException {
        return emulator.get("/admin/payments/" + queryId + "?wait=" + wait.toSeconds(), wait.plusSeconds(15));
    }

    /** Blocks the bot, or lets it write again. */
    public void block(boolean blocked) throws IOException, InterruptedException {
        emulator.ask("POST", "/admin/users/" + userId + "/blocks", Map.of("blocked", blocked));
    }

    /** What the bot has said in the chat and not removed. */
    public List<JsonNode> fromBot() throws IOException, InterruptedException {
        return history().stream()
                .filter(message -> message.path("from").path("is_bot").asBoolean())
                .toList();
    }

    /** What the chat shows, oldest first. */
    public List<JsonNode> history() throws IOException, InterruptedException {
        JsonNode found = emulator.get("/admin/chats/" + userId + "/messages");
        return StreamSupport.stream(found.path("messages").spliterator(), false).toList();
    }
}
