package io.stickermill.delivery.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetNamesTest {

    private static final UUID SET = UUID.fromString("3b241101-e2bb-4255-8caf-4136c566a962");

    /** As core.telegram.org/bots/api#createnewstickerset says. */
    @ParameterizedTest
    @ValueSource(strings = {"a_bot", "Stickermill_Bot", "a_bot_whose_name_is_32_letters_l"})
    void aNameIsOneThatTelegramTakes(String bot) {
        for (long owner : new long[] {1, 42, Long.MAX_VALUE}) {
            for (int nameTry = 1; nameTry < 200; nameTry++) {
                assertThat(SetNames.name(SET, owner, nameTry, bot))
                        .hasSizeLessThanOrEqualTo(64)
                        .matches("[a-z][A-Za-z0-9_]*")
                        .doesNotContain("__")
                        .endsWith("_by_" + bot);
            }
        }
    }

    @Test
    void theSameTryGivesTheSameAndTheNextAnother() {
        assertThat(SetNames.name(SET, 42, 1, "a_bot"))
                .isEqualTo(SetNames.name(SET, 42, 1, "a_bot"))
                .isNotEqualTo(SetNames.name(SET, 42, 2, "a_bot"));
    }

    @Test
    void theNumberOfAVolumeReplacesTheOneBeforeAndFits() {
        assertThat(Additions.numbered("Cats", 1, 2)).isEqualTo("Cats 2");
        assertThat(Additions.numbered("Cats 2", 2, 3)).isEqualTo("Cats 3");
        assertThat(Additions.numbered("Summer 2026", 1, 2)).isEqualTo("Summer 2026 2");
        assertThat(Additions.numbered("😀".repeat(64), 1, 2)).isEqualTo("😀".repeat(62) + " 2");
    }
}
