package io.stickermill.backfill;

import io.stickermill.emulator.client.EmulatorAdmin;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The emulator's admin side: what Telegram knows from earlier, and how it misbehaves. */
final class TelegramAdmin {

    private final EmulatorAdmin emulator;

    TelegramAdmin(String address) {
        this.emulator = new EmulatorAdmin(address);
    }

    /**
     * A file that was sent through the bot earlier.
     *
     * @param size what Telegram says of it; 0 for the true one
     * @return its file id
     */
    String file(byte[] content, String kind, long size) throws IOException, InterruptedException {
        String id = "old-" + UUID.randomUUID();
        emulator.ask(
                "PUT",
                "/admin/files/" + id + "?kind=" + kind + "&size=" + (size == 0 ? content.length : size),
                content);
        return id;
    }

    /** A file that Telegram has lost. */
    String lost(byte[] content) throws IOException, InterruptedException {
        String id = file(content, "sticker", 0);
        emulator.ask("DELETE", "/admin/files/" + id, new byte[0]);
        return id;
    }

    void set(String name, String... files) throws IOException, InterruptedException {
        var members = Arrays.stream(files)
                .map(file -> Map.of("file_id", file, "emoji", "\uD83D\uDE42"))
                .toList();
        emulator.ask("PUT", "/admin/sticker-sets/" + name, Map.of("title", "Old", "stickers", members));
    }

    void faults(List<Map<String, Object>> faults) throws IOException, InterruptedException {
        emulator.ask("PUT", "/admin/faults", faults);
    }
}
