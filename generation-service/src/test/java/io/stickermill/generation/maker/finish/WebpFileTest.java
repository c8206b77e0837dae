package io.stickermill.generation.maker.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stickermill.generation.maker.Pixels;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebpFileTest {

    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void keepsTheBestQualityWhereItFits() {
        WebpFile file = WebpFile.of(
                Pixels.painted(512, 300, 4, (x, y, channel) -> x / 2).mat());

        assertThat(file.quality()).isEqualTo(90);
        assertThat(new String(file.bytes(), 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
        Pixels decoded = Pixels.decoded(file.bytes());
        assertThat(decoded.width()).isEqualTo(512);
        assertThat(decoded.height()).isEqualTo(300);
        assertThat(decoded.channels()).isEqualTo(4);
    }

    @Test
    void goesDownInQualityUntilItFits() {
        Random random = new Random(3);
        var noise = Pixels.painted(512, 512, 4, (x, y, channel) -> channel == 3 ? 255 - x / 4 : random.nextInt(256))
                .mat();
        int best = WebpFile.of(noise).bytes().length;

        WebpFile smaller = WebpFile.of(noise, best / 2);

        assertThat(smaller.bytes().length).isLessThanOrEqualTo(best / 2);
        assertThat(smaller.quality()).isBetween(10, 82);
        assertThat(Pixels.decoded(smaller.bytes()).width()).isEqualTo(512);
    }

    @Test
    void saysSoWhenNoQualityFits() {
        var plain = Pixels.painted(512, 512, 4, (x, y, channel) -> x).mat();

        assertThatIllegalStateException()
                .isThrownBy(() -> WebpFile.of(plain, 50))
                .withMessageContaining("50 bytes");
    }

    @Test
    void takesAPictureThatIsWhollyOpaque() {
        WebpFile file =
                WebpFile.of(Pixels.painted(512, 512, 4, (x, y, channel) -> 255).mat());

        assertThat(file.width()).isEqualTo(512);
    }

    @Test
    void refusesToWriteWhatTelegramWouldNotTake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WebpFile.of(
                        Pixels.painted(511, 300, 4, (x, y, channel) -> x).mat()));
    }
}
