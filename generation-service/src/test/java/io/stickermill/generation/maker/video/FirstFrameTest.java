package io.stickermill.generation.maker.video;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.video.FirstFrame.Container;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstFrameTest {

    private static final long MANY_PIXELS = 50_000_000;

    private final FirstFrame firstFrame = new FirstFrame(MANY_PIXELS);
    private final byte[] film = film();

    /** What the stand-in of a provider makes. */
    private static byte[] film() {
        try (InputStream film =
                FirstFrameTest.class.getResourceAsStream("/io/stickermill/emulator/provider/film.mp4")) {
            return film.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itIsAPictureOfTheFilmsSize() throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(firstFrame.of(film, Container.MP4)));

        assertThat(picture.getWidth()).isEqualTo(320);
        assertThat(picture.getHeight()).isEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 600, 4000})
    void aTornFilmIsSaidToBeNone(int bytes) {
        assertThatThrownBy(() -> firstFrame.of(Arrays.copyOf(film, bytes), Container.MP4))
                .isInstanceOf(UnusablePhoto.class);
    }

    @Test
    void aFilmOfMorePixelsThanAllowedIsNotOpened() {
        assertThatThrownBy(() -> new FirstFrame(100 * 100).of(film, Container.MP4))
                .isInstanceOf(UnusablePhoto.class);
    }

    /** FFmpeg knows formats that are lists of other files: what is in them would be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffconcat version 1.0\nfile '/etc/hostname'\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n"
            })
    void aListOfOtherFilesIsNoVideo(String list) {
        for (Container container : Container.values()) {
            assertThatThrownBy(() -> firstFrame.of(list.getBytes(US_ASCII), container))
                    .isInstanceOf(UnusablePhoto.class);
        }
    }

    @Test
    void itIsOpenedAsWhatItWasFoundToBeAndNothingElse() {
        assertThatThrownBy(() -> firstFrame.of(film, Container.WEBM)).isInstanceOf(UnusablePhoto.class);
    }
}
