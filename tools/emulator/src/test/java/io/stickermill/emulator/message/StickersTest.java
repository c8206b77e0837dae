package io.stickermill.emulator.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StickersTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @ParameterizedTest
    @MethodSource
    void onlyWhatSuitsBecomesASticker(String what, byte[] bytes, boolean suits) {
        JsonNode message = send(bytes);
        assertThat(message.has("sticker")).as(what).isEqualTo(suits);
        assertThat(message.has("document")).isEqualTo(!suits);
    }

    static Stream<Arguments> onlyWhatSuitsBecomesASticker() {
        return Stream.of(
                Arguments.of("png", Pictures.png(512, 300), true),
                Arguments.of("png, upright", Pictures.png(1, 512), true),
                Arguments.of("webp", Pictures.webp(512, 512, false), true),
                Arguments.of("lossless webp", Pictures.losslessWebp(400, 512), true),
                Arguments.of("lossy webp", Pictures.lossyWebp(512, 40), true),
                Arguments.of("no side of 512", Pictures.png(511, 300), false),
                Arguments.of("a side above 512", Pictures.webp(512, 513, false), false),
                Arguments.of("animated", Pictures.webp(512, 512, true), false),
                Arguments.of("jpeg", Pictures.jpeg(512, 512), false),
                Arguments.of("text", "text".getBytes(UTF_8), false),
                Arguments.of("cut off", Arrays.copyOf(Pictures.webp(512, 512, false), 20), false),
                Arguments.of("512,000 bytes", Arrays.copyOf(Pictures.png(512, 512), 512_000), true),
                Arguments.of("a byte more", Arrays.copyOf(Pictures.png(512, 512), 512_001), false));
    }

    @Test
    void aStickerLooksLikeTelegramsAndCanBeSentAgainByItsId() throws Exception {
        byte[] png = Pictures.png(512, 300);
        JsonNode sticker = send(png).get("sticker");
        assertThat(sticker.get("width").asInt()).isEqualTo(512);
        assertThat(sticker.get("height").asInt()).isEqualTo(300);
        assertThat(sticker.get("is_animated").asBoolean()).isFalse();
        assertThat(sticker.get("is_video").asBoolean()).isFalse();
        assertThat(sticker.get("type").asText()).isEqualTo("regular");
        assertThat(sticker.get("file_size").asInt()).isEqualTo(png.length);
        assertThat(sticker.get("file_id").asText()).matches("CAACAgIAAxkB[A-Za-z0-9_-]{40,}");

        String id = sticker.get("file_id").asText();
        JsonNode again = telegram.bot(
                        "sendSticker",
                        Json.object().put("chat_id", 7).put("sticker", id).put("emoji", "🦝"))
                .result()
                .get("sticker");
        assertThat(again.get("file_id").asText()).isEqualTo(id);
        assertThat(again.get("emoji").asText()).isEqualTo("🦝");
        assertThat(telegram.bytes(telegram.request("/admin/files/" + id).GET()).body())
                .isEqualTo(png);
    }

    private JsonNode send(byte[] bytes) {
        return telegram.bot("sendSticker", new Multipart().field("chat_id", 7).file("sticker", "s.webp", bytes))
                .result();
    }
}
