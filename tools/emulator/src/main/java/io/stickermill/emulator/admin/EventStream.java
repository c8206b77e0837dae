package io.stickermill.emulator.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.update.UpdateQueue;
import io.stickermill.emulator.update.WebhookDelivery;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/events/stream}: the {@link EventJournal} as server-sent events (html.spec.whatwg.org,
 * 'Server-sent events'). An event's id is its number in the journal, so that a page that comes back with
 * {@code Last-Event-ID} misses nothing. Between them, at least every four seconds, an event {@code bot} says whether
 * the bot listens: who hears nothing for longer knows that the connection is dead.
 */
public final class EventStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private final EventJournal events;
    private final UpdateQueue updates;
    private final WebhookDelivery webhook;

    public EventStream(EventJournal events, UpdateQueue updates, WebhookDelivery webhook) {
        this.events = events;
        this.updates = updates;
        this.webhook = webhook;
    }

    void handle(Context http) throws IOException {
        Set<Long> chats = http.queryParams("chat").stream().map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
        long after = start(http.header("Last-Event-ID"), http.queryParam("after"));
        http.res().setContentType("text/event-stream");
        http.res().setCharacterEncoding("utf-8");
        http.res().setHeader("Cache-Control", "no-store");
        OutputStream out = http.res().getOutputStream();
        try {
            write(out, "retry: 1000\n\n");
            if (after > events.last()) {
                // Data of another life: the page's numbers mean nothing here.
                write(out, "event: reset\ndata: {}\n\n");
                after = 0;
            }
            follow(out, after, chats);
        } catch (IOException e) {
            return; // The page was closed
        }
    }

    private void follow(OutputStream out, long start, Set<Long> chats) throws IOException {
        long after = start;
        write(out, bot());
        while (!events.closed()) {
            List<ObjectNode> found = events.list(after, null, HEARTBEAT);
            for (ObjectNode event : found) {
                after = event.get("seq").asLong();
                if (chats.isEmpty() || chats.contains(event.get("chat_id").asLong())) {
                    write(out, "id: " + after + "\ndata: " + event + "\n\n");
                }
            }
            write(out, bot());
        }
    }

    boolean botListens() {
        return updates.listening() || webhook.listening();
    }

    private String bot() {
        JsonNode state = Json.object().put("listening", botListens()).put("pending", updates.size());
        return "event: bot\ndata: " + state + "\n\n";
    }

    private static long start(@Nullable String lastEventId, @Nullable String after) {
        String given = lastEventId == null || lastEventId.isBlank() ? after : lastEventId;
        return given == null ? 0 : Long.parseLong(given);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
