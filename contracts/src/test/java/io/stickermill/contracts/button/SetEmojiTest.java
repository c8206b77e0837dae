package io.stickermill.contracts.button;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetEmojiTest {

    @ParameterizedTest
    @CsvSource({
        "good morning ☕ and 🎉, none, ☕",
        "12 © #, none, ",
        "12 © #, comic, 💥",
        "🇩🇪 and 🏽, pixel, 👾",
        "👩🏽‍🚒, none, 👩",
        ", sepia, 📷",
        ", none, ",
        ", no such style, "
    })
    void theTextsFirstEmojiIsProposedElseTheStyles(String text, String style, String emoji) {
        assertThat(SetEmoji.proposed(text, style).orElse(null)).isEqualTo(emoji);
    }
}
