package io.stickermill.generation.remote;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One provider, strictly as its documents say. */
abstract class ProviderTest {

    static final Duration LONGEST = Duration.ofSeconds(20);
    static final URI HOOK = URI.create("https://stickers.example.com/hooks/a/token");
    static final URI LINK = URI.create("https://files.example.com/photo.png");

    StandIn there;

    @BeforeEach
    void open() throws IOException {
        there = new StandIn();
    }

    @AfterEach
    void nothingElse() {
        there.close();
    }

    /** As small as a picture can pretend to be. */
    static byte[] png(int length) {
        byte[] file = new byte[length];
        byte[] head = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        System.arraycopy(head, 0, file, 0, head.length);
        return file;
    }

    static ImageTask task(String model, @Nullable URI link, Map<String, Object> inputs) {
        return new ImageTask(model, "as a clay figure", png(64), link, "image", inputs, HOOK);
    }

    static JsonNode json(StandIn.Call call) {
        return JsonMapper.shared().readTree(call.text());
    }
}
