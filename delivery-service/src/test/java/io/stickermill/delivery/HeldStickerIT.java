package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.StickerReady;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An operator who would rather lose a sticker than send one twice. */
@SpringBootTest(classes = DeliveryApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext
class HeldStickerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String NOT_KNOWN = "I could not find out whether your sticker reached you.";

    private static String emulator;

    @Autowired
    private EventPublisher events;

    @Autowired
    private JdbcClient database;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        Map<String, String> settings =
                LocalParts.shared(Set.of(PartKind.values())).springProperties("delivery");
        emulator = settings.get("stickermill.telegram.base-url");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.telegram.call-timeout", () -> "3s");
        registry.add("stickermill.delivery.lease", () -> "9s");
        registry.add("stickermill.delivery.unknown-outcome", () -> "hold");
    }

    @AfterEach
    void noFaults() throws Exception {
        Chat.admin(emulator, "PUT", "/admin/faults", List.of());
    }

    @Test
    void aSendThatWasCutOffIsHeldAndTheUserKnows() throws Exception {
        Chat.admin(
                emulator,
                "PUT",
                "/admin/faults",
                List.of(Map.of("method", "sendSticker", "times", 1, "action", "close_after")));
        Chat chat = new Chat(emulator, events, 9501);
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);
        await("told").atMost(PATIENCE).until(() -> told(chat));
        // The same record again, as after a rebalance.
        chat.publish(ready);
        chat.publish(chat.ready(Instant.now()));

        await("the next one goes").atMost(PATIENCE).until(() -> stickers(chat) == 2);
        assertThat(failure(ready.getStickerId())).startsWith("HELD: held: whether it was sent is unknown");
    }

    /** As an instance leaves it behind that died while it was sending. */
    @Test
    void aSendThatDiedWithItsInstanceIsHeldToo() throws Exception {
        Chat chat = new Chat(emulator, events, 9502);
        StickerReady ready = chat.ready(Instant.now());
        database.sql("""
                insert into deliveries (id, state, claim_token, lease_until, attempts)
                values (?, 'claimed', ?, now() - interval '1 s', 1)
                """).params(ready.getStickerId(), UUID.randomUUID()).update();

        chat.publish(ready);

        await("told").atMost(PATIENCE).until(() -> told(chat));
        assertThat(stickers(chat)).isZero();
        assertThat(failure(ready.getStickerId())).startsWith("HELD");
    }

    private String failure(UUID stickerId) {
        return database.sql("select failure from deliveries where id = ? and dead_lettered")
                .param(stickerId)
                .query(String.class)
                .single();
    }

    private static boolean told(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .anyMatch(message -> message.path("text").asText().startsWith(NOT_KNOWN));
    }

    private static long stickers(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .filter(message -> message.has("sticker"))
                .count();
    }
}
