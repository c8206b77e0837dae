package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Instances come and go while photos flow. */
class ScaleIT {

    private static final long FIRST_CHAT = 601;
    private static final int CHATS = 8;
    private static final int PHOTOS_EACH = 4;

    @Test
    void photosOfManyChatsComeOnceAndInOrderWhileInstancesComeAndGo() throws Exception {
        Stack stack = Stack.shared();
        byte[] photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
        Map<Long, List<Integer>> sent = new HashMap<>();
        for (int round = 0; round < PHOTOS_EACH; round++) {
            for (long chat = FIRST_CHAT; chat < FIRST_CHAT + CHATS; chat++) {
                int messageId = stack.user(chat).sendPhoto(photo, Map.of("as", "photo"));
                sent.computeIfAbsent(chat, _ -> new ArrayList<>()).add(messageId);
            }
            if (round == 0) {
                var up = stack.run("scale", "generation=2", "delivery=2", "--timeout", "280");
                assertThat(up.exitCode()).as(up.output()).isZero();
            }
            if (round == 2) {
                var down = stack.run("scale", "generation=1", "delivery=1", "--timeout", "280");
                assertThat(down.exitCode()).as(down.output()).isZero();
            }
        }

        for (long chat = FIRST_CHAT; chat < FIRST_CHAT + CHATS; chat++) {
            long of = chat;
            await("all stickers of chat " + chat)
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> stack.stickers(of).size() >= PHOTOS_EACH);
        }
        for (long chat = FIRST_CHAT; chat < FIRST_CHAT + CHATS; chat++) {
            List<Integer> answered = stack.stickers(chat).stream()
                    .map(sticker -> sticker.path("reply_to_message").path("message_id"))
                    .map(JsonNode::asInt)
                    .toList();
            assertThat(answered).as("each once, in the order of the photos").isEqualTo(sent.get(chat));
        }
        assertThat(stack.rows(
                                "delivery",
                                "select sum(unknown_outcomes) as unknown from deliveries where chat_id >= ? and chat_id < ?",
                                FIRST_CHAT,
                                FIRST_CHAT + CHATS)
                        .getFirst()
                        .get("unknown"))
                .isEqualTo(0L);
    }
}
