package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.ShippedSubjects;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StyleSample;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LocalStyleSheetMakerTest {

    private static final int COLUMNS = 3;

    private final LocalStyleSheetMaker maker = new LocalStyleSheetMaker(Patient.SETTINGS, ShippedSubjects.SEARCH);

    @Test
    void everyStyleHasItsPlaceAndLooksDifferent() throws Exception {
        BufferedImage sheet = sheet("en");

        int styles = StylePreset.values().length;
        int rows = (styles + COLUMNS - 1) / COLUMNS;
        assertThat(sheet.getWidth()).isEqualTo(720);
        Set<Integer> looks = new HashSet<>();
        int ground = sheet.getRGB(2, 2);
        for (int i = 0; i < rows * COLUMNS; i++) {
            int look = look(sheet, i % COLUMNS * 240, i / COLUMNS * (sheet.getHeight() / rows), ground);
            if (i < styles) {
                assertThat(look).as(StylePreset.values()[i].id()).isPositive();
                looks.add(look);
            } else {
                assertThat(look).as("nothing but ground").isZero();
            }
        }
        assertThat(looks).hasSize(styles);
    }

    @Test
    void theNamesAreInTheLanguageAndAllElseIsTheSame() throws Exception {
        BufferedImage english = sheet("en");
        BufferedImage russian = sheet("ru");

        assertThat(differing(english, russian, 14, 14 + 200)).as("pictures").isLessThan(100);
        assertThat(differing(english, russian, 14 + 216, 14 + 240)).as("names").isGreaterThan(300);
    }

    /** Below those of the house; one that nobody can read has no place. */
    @Test
    void samplesOfStylesOfOthersStandBelow() throws Exception {
        byte[] photo = SamplePhoto.CUP.bytes();

        byte[] jpeg = maker.sheet(
                photo,
                StickerOptions.DEFAULT,
                "en",
                List.of(new StyleSample(new byte[] {1, 2, 3}, "None"), new StyleSample(photo, "Clay figure")));

        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(jpeg));
        int at = StylePreset.values().length;
        int rows = at / COLUMNS + 1;
        int left = at % COLUMNS * 240;
        int top = at / COLUMNS * (sheet.getHeight() / rows);
        assertThat(look(sheet, left, top, sheet.getRGB(2, 2))).isPositive();
    }

    @Test
    void aPhotoThatTakesTooLongIsGivenUp() {
        var hurried = new LocalStyleSheetMaker(
                new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, Duration.ofNanos(1), 0.8),
                ShippedSubjects.SEARCH);

        assertThatThrownBy(() -> hurried.sheet(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT, "en", List.of()))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class, given -> assertThat(given.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    private BufferedImage sheet(String language) throws UnusablePhoto, IOException {
        byte[] jpeg = maker.sheet(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT, language, List.of());
        assertThat(jpeg.length).isLessThan(500_000);
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    /** The sum of what is not ground; 0 where nothing is. */
    private static int look(BufferedImage sheet, int left, int top, int ground) {
        int sum = 0;
        for (int y = top + 20; y < top + 210; y += 3) {
            for (int x = left + 20; x < left + 220; x += 3) {
                if (differ(sheet.getRGB(x, y), ground)) {
                    sum = sum * 31 + (sheet.getRGB(x, y) & 0xf0f0f0) | 1;
                }
            }
        }
        return sum & Integer.MAX_VALUE;
    }

    private static int differing(BufferedImage one, BufferedImage other, int from, int to) {
        int count = 0;
        for (int y = from; y < to; y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                count += differ(one.getRGB(x, y), other.getRGB(x, y)) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean differ(int one, int other) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return most > 40;
    }
}
