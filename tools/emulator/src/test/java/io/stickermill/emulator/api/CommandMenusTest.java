package io.stickermill.emulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandMenusTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @Test
    void aMenuIsKeptForItsLanguage() throws Exception {
        var args = Telegram.args().put("language_code", "ru");
        set(args.deepCopy(), "[{\"command\":\"help\",\"description\":\"x\"}]");

        assertThat(emulator.telegram().bot("getMyCommands", args).result()).hasSize(1);
        assertThat(emulator.telegram().bot("getMyCommands").result()).isEmpty();
    }

    @Test
    void whatIsNoCommandIsRefused() throws Exception {
        set(Telegram.args(), "[{\"command\":\"Help me\",\"description\":\"x\"}]")
                .isRefused(400, "Bad Request: BOT_COMMAND_INVALID");
        set(Telegram.args(), "[{\"command\":\"help\"}]").isRefused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    }

    private Reply set(ObjectNode args, String commands) throws JsonProcessingException {
        args.set("commands", Json.parse(commands));
        return emulator.telegram().bot("setMyCommands", args);
    }
}
