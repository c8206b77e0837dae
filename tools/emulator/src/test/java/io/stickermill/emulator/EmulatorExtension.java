package io.stickermill.emulator;

import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A fresh emulator for each test, on a free port, with limits off unless a test sets them. */
public final class EmulatorExtension implements BeforeEachCallback, AfterEachCallback {
    public final MovableClock clock = new MovableClock();
    private Path data;
    private Emulator emulator;
    private Telegram telegram;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("emulator");
        start(Telegram.TOKEN);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        emulator.close();
        FileSystemUtils.deleteRecursively(data);
    }

    public void restart() {
        restartAs(Telegram.TOKEN);
    }

    public void restartAs(String token) {
        emulator.close();
        start(token);
    }

    public Telegram telegram() {
        return telegram;
    }

    Path data() {
        return data;
    }

    private void start(String token) {
        emulator = Emulator.start(0, data, token, clock);
        telegram = new Telegram(emulator.url());
        telegram.put(
                "/admin/limits",
                Json.object()
                        .put("bot_per_second", 0)
                        .put("chat_per_second", 0)
                        .put("group_per_minute", 0)
                        .put("set_per_second", 0)
                        .put("upload_pace", 0));
    }
}
