package io.stickermill.contracts.button;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.text.Emoji;
import org.junit.jupiter.api.Test;
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
        assertThat(SetEmoji.proposed(text, StickerStyles.HOUSE.ofId(style)).orElse(null))
                .isEqualTo(emoji);
    }

    @Test
    void oneEmojiIsOneCharacterThatIsAPicture() {
        for (String one : new String[] {"😀", "❤️", "🇩🇪", "👨‍👩‍👧", "👍🏽", "7️⃣"}) {
            assertThat(Emoji.isOne(one)).as(one).isTrue();
        }
        for (String none : new String[] {"", "a", "7", "😀😀", "😀 ", "é", "👨" + "‍👩".repeat(9)}) {
            assertThat(Emoji.isOne(none)).as(none).isFalse();
        }
        assertThat(SetEmoji.ALL).allMatch(Emoji::isOne);
    }
}
