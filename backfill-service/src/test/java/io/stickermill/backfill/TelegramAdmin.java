package io.stickermill.backfill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The emulator's admin side: what Telegram knows from earlier, and how it misbehaves. */
final class TelegramAdmin {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    TelegramAdmin(String address) {
        this.address = address;
    }

    /**
     * A file that was sent through the bot earlier.
     *
     * @param size what Telegram says of it; 0 for the true one
     * @return its file id
     */
    String file(byte[] content, String kind, long size) throws IOException, InterruptedException {
        String id = "old-" + UUID.randomUUID();
        ask(
                "PUT",
                "/admin/files/" + id + "?kind=" + kind + "&size=" + (size == 0 ? content.length : size),
                BodyPublishers.ofByteArray(content));
        return id;
    }

    /** A file that Telegram has lost. */
    String lost(byte[] content) throws IOException, InterruptedException {
        String id = file(content, "sticker", 0);
        ask("DELETE", "/admin/files/" + id, BodyPublishers.noBody());
        return id;
    }

    void set(String name, String... files) throws IOException, InterruptedException {
        var members = Arrays.stream(files)
                .map(file -> Map.of("file_id", file, "emoji", "\uD83D\uDE42"))
                .toList();
        ask("PUT", "/admin/sticker-sets/" + name, json(Map.of("title", "Old", "stickers", members)));
    }

    void faults(List<Map<String, Object>> faults) throws IOException, InterruptedException {
        ask("PUT", "/admin/faults", json(faults));
    }

    private static BodyPublisher json(Object body) throws IOException {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private void ask(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + response.statusCode() + ": " + response.body());
        }
    }
}
