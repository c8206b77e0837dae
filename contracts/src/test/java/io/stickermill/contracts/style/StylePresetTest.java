package io.stickermill.contracts.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StylePresetTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void everyStyleHasANameOfItsOwn(String language) {
        assertThat(Arrays.stream(StylePreset.values())
                        .map(style -> style.title(language))
                        .distinct())
                .hasSize(StylePreset.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsId(StylePreset style) {
        assertThat(StylePreset.ofId(style.id())).contains(style);
    }

    @Test
    void whatIsNoStyleIsNone() {
        assertThat(StylePreset.ofId("POP_ART")).isEmpty();
    }
}
