package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.client.EmulatorAdmin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the emulator's journal says, with its own times: when a photo was there, and when its stickers came. */
public final class ChatJournal {

    private final EmulatorAdmin emulator;
    private final Map<Photo, Instant> photos = new HashMap<>();
    private final Map<Photo, List<Instant>> answers = new HashMap<>();
    private final Map<Long, List<Instant>> unasked = new HashMap<>();
    private long read;

    public ChatJournal(EmulatorAdmin emulator) {
        this.emulator = emulator;
    }

    /** A photo that somebody has sent. */
    public record Photo(long chat, int messageId) {}

    /** Reads what has been added since. */
    public void readOn() throws IOException, InterruptedException {
        while (true) {
            JsonNode page = emulator.get("/admin/events?after=" + read);
            page.path("events").forEach(this::note);
            long next = page.path("next").asLong();
            if (next == read) {
                return;
            }
            read = next;
        }
    }

    public Instant arrivalOf(Photo photo) {
        Instant at = photos.get(photo);
        if (at == null) {
            throw new IllegalArgumentException("nobody has sent " + photo);
        }
        return at;
    }

    /** When the stickers that answer a photo came. */
    public List<Instant> stickersFor(Photo photo) {
        return answers.getOrDefault(photo, List.of());
    }

    /** When the stickers came that answer no message. */
    List<Instant> stickersIn(long chat) {
        return unasked.getOrDefault(chat, List.of());
    }

    private void note(JsonNode event) {
        JsonNode message = event.path("message");
        long chat = event.path("chat_id").asLong();
        Instant at = Instant.parse(event.path("at").asText());
        switch (event.path("kind").asText()) {
            case "received" ->
                photos.put(new Photo(chat, message.path("message_id").asInt()), at);
            case "sent" -> {
                JsonNode asked = message.path("reply_to_message").path("message_id");
                if (message.has("sticker")) {
                    (asked.isMissingNode()
                                    ? unasked.computeIfAbsent(chat, _ -> new ArrayList<>())
                                    : answers.computeIfAbsent(new Photo(chat, asked.asInt()), _ -> new ArrayList<>()))
                            .add(at);
                }
            }
            default -> {}
        }
    }
}
