package io.stickermill.generation.maker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionTest {

    private static final int WIDTH = 486;

    private final Caption caption = new Caption();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi",
                "Ёжик в тумане",
                "☕🎉👍🏽",
                "a\nb",
                "one\ntwo\nthree",
                "no-spaces-at-all-in-this-very-long-word-that-goes-on-and-on-and-on-and-on",
                "Ссылка https://example.org/a?b=c&d=<e>*_`[]() и много, много, много других слов, которых не уместить",
                "שלום",
                "\u202eoverridden",
                "zero\u0000byte"
            })
    void fitsIntoTheWidthInTwoLinesAtMost(String text) {
        Lettering lettering = caption.of(text, WIDTH).orElseThrow();

        assertThat(lettering.width()).isBetween(1, WIDTH);
        assertThat(lettering.height()).isBetween(1, 160);
        assertThat(lettering.argb()).hasSize(lettering.width() * lettering.height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\n", "\u0007", "\ud83d"})
    void nothingToSeeIsNoCaption(String text) {
        assertThat(caption.of(text, WIDTH)).isEmpty();
    }

    @Test
    void aShortTextIsLargerThanALongOne() {
        int shorter = caption.of("Wow", WIDTH).orElseThrow().height();
        int longer = caption.of("Высокопревосходительство", WIDTH).orElseThrow().height();

        assertThat(shorter).isGreaterThan(longer);
    }

    @Test
    void lettersAreLightWithADarkRim() {
        int[] argb = caption.of("I", WIDTH).orElseThrow().argb();

        assertThat(argb).contains(0xffffffff, 0xff1b1b24);
    }

    @Test
    void theSameTextIsDrawnTheSame() {
        assertThat(caption.of("Ёж ❤️", WIDTH).orElseThrow().argb())
                .isEqualTo(new Caption().of("Ёж ❤️", WIDTH).orElseThrow().argb());
    }
}
