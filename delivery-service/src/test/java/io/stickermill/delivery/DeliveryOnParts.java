package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.StickerReady;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Both roles on the real broker, registry, database and storage, and the Bot API emulator. Each class has a service of its
 * own, which is gone before the next one's takes its port.
 */
@SpringBootTest(classes = DeliveryApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext
abstract class DeliveryOnParts {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    static Map<String, String> settings;
    static String emulator;

    private static final AtomicLong CHATS = new AtomicLong(100);

    @Autowired
    EventPublisher events;

    @Autowired
    JdbcClient database;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("delivery");
        emulator = settings.get("stickermill.telegram.base-url");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.telegram.call-timeout", () -> "3s");
        registry.add("stickermill.delivery.lease", () -> "6s");
    }

    @AfterEach
    void noFaults() throws Exception {
        faults(List.of());
    }

    static void faults(List<Map<String, Object>> faults) throws IOException, InterruptedException {
        admin().ask("PUT", "/admin/faults", faults);
    }

    static EmulatorAdmin admin() {
        return new EmulatorAdmin(emulator);
    }

    /** How often the bot has called a method for a chat. */
    static long calls(String method, long chatId) throws IOException, InterruptedException {
        return admin().get("/admin/calls?after=0&method=" + method)
                .path("calls")
                .valueStream()
                .filter(call -> call.path("chat_id").asLong() == chatId)
                .count();
    }

    /** Exactly so many calls; what a call does is seen in the chat a moment before its line stands in the journal. */
    static void awaitCalls(String method, Chat chat, long count) throws IOException, InterruptedException {
        await(method + " was called").atMost(PATIENCE).until(() -> calls(method, chat.id()) >= count);
        assertThat(calls(method, chat.id())).isEqualTo(count);
    }

    static long nextChat() {
        return CHATS.incrementAndGet();
    }

    Chat chat() throws Exception {
        return new Chat(emulator, events, nextChat());
    }

    static List<String> texts(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .map(message -> message.path("text").asText())
                .toList();
    }

    static long stickers(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .filter(message -> message.has("sticker"))
                .count();
    }

    static void awaitStickers(Chat chat, int number) {
        await(number + " stickers in chat " + chat.id()).atMost(PATIENCE).until(() -> stickers(chat) == number);
    }

    /** Empty where it has not failed. */
    String failure(StickerReady ready) {
        return database.sql("select coalesce(failure, '') from deliveries where id = ?")
                .param(ready.getStickerId())
                .query(String.class)
                .optional()
                .orElse("");
    }

    void awaitState(StickerReady ready, String state) {
        await(state)
                .atMost(PATIENCE)
                .until(() -> database.sql("select state from deliveries where id = ?")
                        .param(ready.getStickerId())
                        .query(String.class)
                        .optional()
                        .filter(state::equals)
                        .isPresent());
    }
}
