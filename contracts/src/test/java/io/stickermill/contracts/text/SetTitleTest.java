package io.stickermill.contracts.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetTitleTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Ж", "🦊"})
    void sixtyFourAreTakenAndNotOneMore(String character) {
        assertThat(SetTitle.of(character.repeat(64))).isEqualTo(new SetTitle.Usable(character.repeat(64)));
        assertThat(SetTitle.of(character.repeat(65))).isEqualTo(new SetTitle.TooLong(65));
        assertThat(SetTitle.of(character.repeat(1000))).isEqualTo(new SetTitle.TooLong(1000));
    }

    @Test
    void itIsOneLine() {
        assertThat(SetTitle.of(" my\r\n\tbest \u2028cats\u00a0\n")).isEqualTo(new SetTitle.Usable("my best cats"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\u200b", "\u200d\u2060", "\u0301", "a\0b", "\ud83d"})
    void whatShowsNothingOrCannotBeShownIsRefused(String said) {
        assertThat(SetTitle.of(said)).isEqualTo(new SetTitle.Unprintable());
    }
}
