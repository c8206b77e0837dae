package io.stickermill.contracts.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickerTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "Ж", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪", "1️⃣", "👍🏽", "é", "🧑🏿‍❤️‍💋‍🧑🏻", "नि"})
    void twoHundredAreTakenAsPeopleCountAndNotOneMore(String character) {
        assertThat(StickerText.of(character.repeat(200))).isEqualTo(new StickerText.Usable(character.repeat(200)));
        assertThat(StickerText.of(character.repeat(201))).isEqualTo(new StickerText.TooLong(201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\u0007", "a\u001bb", "\u007f", "a\u0085\u009fb", "\ud83d", "a\udc00"})
    void controlCharactersAndHalvesAreRefused(String text) {
        assertThat(StickerText.of(text)).isEqualTo(new StickerText.Unprintable());
    }

    @Test
    void lineBreaksOfAnyKindAreOneKind() {
        assertThat(StickerText.of(" one\r\ntwo\rthree\u2028four\tfive\n"))
                .isEqualTo(new StickerText.Usable("one\ntwo\nthree\nfour five"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n\n", "\t"})
    void whatShowsNothingIsNothing(String text) {
        assertThat(StickerText.of(text)).isEqualTo(new StickerText.Nothing());
        assertThat(StickerText.of(null)).isEqualTo(new StickerText.Nothing());
    }

    @Test
    void oneCharacterOfTenThousandMarksIsTooLong() {
        assertThat(StickerText.of("e" + "\u0301".repeat(10_000))).isEqualTo(new StickerText.TooLong(10_001));
    }

    @Test
    void whatIsKeptOfAnyWordsCanBeKept() {
        assertThat(StickerText.kept("a\0b\n\ud83d c")).isEqualTo("a\ufffdb\n\ufffd c");
    }
}
