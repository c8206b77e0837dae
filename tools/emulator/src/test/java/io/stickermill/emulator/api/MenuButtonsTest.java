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

class MenuButtonsTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @Test
    void aButtonForAllIsEverybodysWhoHasNoneOfTheirOwn() throws Exception {
        set(
                Telegram.args(),
                "{\"type\":\"web_app\",\"text\":\"Mine\",\"web_app\":{\"url\":\"https://a.example/library/\"}}");
        set(Telegram.args().put("chat_id", 7), "{\"type\":\"commands\"}");

        assertThat(button(Telegram.args().put("chat_id", 8))
                        .result()
                        .path("text")
                        .asText())
                .isEqualTo("Mine");
        assertThat(button(Telegram.args().put("chat_id", 7))
                        .result()
                        .path("type")
                        .asText())
                .isEqualTo("commands");
    }

    @Test
    void withoutAnyItIsTelegramsOwn() throws Exception {
        assertThat(button(Telegram.args()).result().path("type").asText()).isEqualTo("default");
    }

    @Test
    void whatCantBeOpenedIsRefused() throws Exception {
        set(Telegram.args(), "{\"type\":\"web_app\",\"text\":\"Mine\",\"web_app\":{\"url\":\"http://a.example/\"}}")
                .isRefused(400, "Bad Request: menu button Web App URL is invalid: Only HTTPS links are allowed");
        set(Telegram.args(), "{\"type\":\"web_app\",\"web_app\":{\"url\":\"https://a.example/\"}}")
                .isRefused(400, "Bad Request: menu button text must be non-empty");
        set(Telegram.args(), "{\"type\":\"other\"}")
                .isRefused(400, "Bad Request: can't parse menu button: unknown type");
    }

    private Reply button(ObjectNode args) throws Exception {
        return emulator.telegram().bot("getChatMenuButton", args);
    }

    private Reply set(ObjectNode args, String button) throws JsonProcessingException {
        args.set("menu_button", Json.parse(button));
        return emulator.telegram().bot("setChatMenuButton", args);
    }
}
