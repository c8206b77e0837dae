package io.stickermill.emulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleComeAndGoTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @Test
    void theBotLearnsOfABlockAndOfItsEndOnceEach() {
        telegram().says(7, "hi");
        block(true);
        block(true);
        send(7).isRefused(403, "Forbidden: bot was blocked by the user");
        block(false);
        JsonNode updates = telegram().bot("getUpdates").result();
        assertThat(updates).hasSize(3);
        JsonNode blocked = updates.get(1).get("my_chat_member");
        assertThat(blocked.at("/chat/id").asInt()).isEqualTo(7);
        assertThat(blocked.at("/old_chat_member/status").asText()).isEqualTo("member");
        assertThat(blocked.at("/new_chat_member/status").asText()).isEqualTo("kicked");
        assertThat(blocked.at("/new_chat_member/user/id").asInt()).isEqualTo(4242);
        assertThat(updates.get(2).at("/my_chat_member/new_chat_member/status").asText())
                .isEqualTo("member");
        send(7).result();
    }

    @Test
    void aDeactivatedUserCanNotBeWrittenTo() {
        telegram().says(7, "hi");
        telegram().post("/admin/users/7/deactivations", Json.object().put("deactivated", true));
        send(7).isRefused(403, "Forbidden: user is deactivated");
        emulator.restart();
        send(7).isRefused(403, "Forbidden: user is deactivated");
        assertThat(telegram()
                        .post("/admin/users/7/messages", Json.object().put("text", "x"))
                        .status())
                .isEqualTo(400);
        telegram().post("/admin/users/7/deactivations", Json.object().put("deactivated", false));
        send(7).result();
    }

    @Test
    void aGroupThatWasUpgradedNamesItsNewId() {
        ObjectNode hi = Json.object().put("text", "hi").put("chat_id", -5);
        telegram().post("/admin/users/7/messages", hi);
        Reply upgrade =
                telegram().post("/admin/chats/-5/upgrades", Json.object().put("to", -1000000000005L));
        assertThat(upgrade.status()).isEqualTo(200);

        Reply refused = send(-5);
        refused.isRefused(400, "Bad Request: group chat was upgraded to a supergroup chat");
        assertThat(refused.json().at("/parameters/migrate_to_chat_id").asLong()).isEqualTo(-1000000000005L);
        send(-1000000000005L).result();
        JsonNode updates = telegram().bot("getUpdates").result();
        assertThat(updates.get(1).at("/message/migrate_to_chat_id").asLong()).isEqualTo(-1000000000005L);
        assertThat(updates.get(2).at("/message/migrate_from_chat_id").asLong()).isEqualTo(-5);
        assertThat(updates.get(2).at("/message/chat/type").asText()).isEqualTo("supergroup");
    }

    @Test
    void anAnswerCanDrip() {
        telegram().fault(Json.object().put("method", "getMe").put("bytes_per_second", 400));
        long begin = System.nanoTime();
        Reply slow = telegram().bot("getMe");
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(slow.json().toString().length() * 1_000_000_000L / 400 / 2);
        assertThat(slow.result().get("is_bot").asBoolean()).isTrue();
    }

    private void block(boolean blocked) {
        telegram().post("/admin/users/7/blocks", Json.object().put("blocked", blocked));
    }

    private Reply send(long chat) {
        return telegram().bot("sendMessage", Json.object().put("chat_id", chat).put("text", "x"));
    }

    private Telegram telegram() {
        return emulator.telegram();
    }
}
