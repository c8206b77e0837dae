package io.stickermill.generation.maker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.util.Arrays;
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
                "zero\u0000byte",
                "an unknown sequence \ud83d\ude00\u200d\ud83d\ude00"
            })
    void fitsIntoTheWidthAndAThirdOfTheHeight(String text) throws Exception {
        Lettering lettering = caption.of(text, WIDTH).orElseThrow();

        assertThat(lettering.width()).isBetween(1, WIDTH);
        assertThat(lettering.height()).isBetween(1, 160);
        assertThat(lettering.argb()).hasSize(lettering.width() * lettering.height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\n", "\u0007", "\ud83d"})
    void nothingToSeeIsNoCaption(String text) throws Exception {
        assertThat(caption.of(text, WIDTH)).isEmpty();
    }

    @Test
    void aShortTextIsLargerThanALongOne() throws Exception {
        int shorter = caption.of("Wow", WIDTH).orElseThrow().height();
        int longer = caption.of("Высокопревосходительство", WIDTH).orElseThrow().height();

        assertThat(shorter).isGreaterThan(longer);
    }

    @Test
    void lettersAreLightWithADarkRim() throws Exception {
        int[] argb = caption.of("I", WIDTH).orElseThrow().argb();

        assertThat(argb).contains(0xffffffff, 0xff1b1b24);
    }

    @Test
    void theSameTextIsDrawnTheSame() throws Exception {
        assertThat(caption.of("Ёж ❤️", WIDTH).orElseThrow().argb())
                .isEqualTo(new Caption().of("Ёж ❤️", WIDTH).orElseThrow().argb());
    }

    @Test
    void allOfWhatIsPromisedIsDrawnAndSmallerTheMoreItIs() throws Exception {
        String words = "Two hundred characters of plain talk, which is what a person may say. ";
        int last = Integer.MAX_VALUE;
        for (int length : new int[] {12, 40, 112, 200}) {
            Lettering lettering =
                    caption.of(words.repeat(3).substring(0, length), WIDTH).orElseThrow();

            int letter = tallestRow(lettering);
            assertThat(letter).as(length + " characters").isLessThan(last);
            assertThat(lettering.height()).as(length + " characters").isLessThan(140);
            last = letter;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "Щ", "😀", "👩🏽‍🚀", "🇩🇪", "1️⃣", "a\n"})
    void twoHundredOfAnythingFit(String character) throws Exception {
        Lettering lettering = caption.of(character.repeat(200), WIDTH).orElseThrow();

        assertThat(lettering.width()).isLessThanOrEqualTo(WIDTH);
        assertThat(lettering.height()).isLessThan(250);
    }

    /** The same sequence once and twice: a picture's width more, and in colour. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "❤️",
                "❤",
                "👍🏽",
                "🇩🇪",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "🏳️‍🌈",
                "👨‍👩‍👧‍👦",
                "1️⃣",
                "#️⃣",
                "👩🏽‍🚀",
                "☕"
            })
    void anEmojiIsOnePictureInColour(String emoji) throws Exception {
        Lettering letters = caption.of("II", WIDTH).orElseThrow();
        Lettering one = caption.of("I" + emoji, WIDTH).orElseThrow();
        Lettering two = caption.of("I" + emoji + emoji, WIDTH).orElseThrow();

        assertThat(two.width() - one.width()).as("one picture more").isBetween(70, 90);
        assertThat(one.height()).isBetween(letters.height(), letters.height() + 40);
    }

    @Test
    void aHeartIsRed() throws Exception {
        int[] argb = caption.of("❤️", WIDTH).orElseThrow().argb();

        assertThat(Arrays.stream(argb)
                        .filter(pixel -> (pixel >>> 24) == 255 && (pixel >> 16 & 255) > 200 && (pixel & 255) < 80))
                .hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud80c\udc00", "hello \ud80c\udc00", "\ufdd0", "\u0378"})
    void whatNoFontHasIsSaidAndNeverABox(String text) {
        assertThatThrownBy(() -> caption.of(text, WIDTH)).isInstanceOfSatisfying(UnusablePhoto.class, said -> {
            assertThat(said.reason()).isEqualTo(Reason.TEXT_UNDRAWABLE);
            assertThat(said.detail()).contains("U+");
        });
    }

    /** Rows from the first with ink to the first without. */
    private static int tallestRow(Lettering lettering) {
        int tallest = 0;
        int rows = 0;
        for (int y = 0; y < lettering.height(); y++) {
            int from = y * lettering.width();
            boolean white = Arrays.stream(lettering.argb(), from, from + lettering.width())
                    .anyMatch(pixel -> pixel == 0xffffffff);
            rows = white ? rows + 1 : 0;
            tallest = Math.max(tallest, rows);
        }
        return tallest;
    }
}
