package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.stickermill.generation.maker.UnusablePhoto;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSmallPictureMakerTest {

    private static final LocalSmallPictureMaker MAKER = new LocalSmallPictureMaker(Patient.SETTINGS);

    @ParameterizedTest
    @CsvSource({"512, 512", "512, 300", "300, 512", "1200, 40", "64, 60"})
    void aPictureIsWholeInTheMiddleOfAClearSquare(int width, int height) throws Exception {
        byte[] webp = MAKER.inSquare(red(width, height), 100);

        try (var _ = new PointerScope()) {
            Mat small = imdecode(new Mat(new BytePointer(webp)), IMREAD_UNCHANGED);
            assertThat(small.cols()).isEqualTo(100);
            assertThat(small.rows()).isEqualTo(100);
            if (small.channels() == 4) {
                assertThat(width).isNotEqualTo(height);
                assertThat(alpha(small, width < height ? 0 : 50, width < height ? 50 : 0))
                        .isZero();
                assertThat(alpha(small, 50, 50)).isEqualTo(255);
            } else {
                assertThat(width).as("nothing is free").isEqualTo(height);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"512, 256, 100, 50", "60, 50, 60, 50"})
    void aPictureFitsAndIsNotEnlarged(int width, int height, int smallWidth, int smallHeight) throws Exception {
        byte[] jpeg = MAKER.fitted(red(width, height), 100);

        assertThat(jpeg).startsWith(0xff, 0xd8);
        try (var _ = new PointerScope()) {
            Mat small = imdecode(new Mat(new BytePointer(jpeg)), IMREAD_UNCHANGED);
            assertThat(small.cols()).isEqualTo(smallWidth);
            assertThat(small.rows()).isEqualTo(smallHeight);
        }
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> MAKER.inSquare(new byte[] {0x1f, (byte) 0x8b, 8, 0}, 100))
                .isInstanceOf(UnusablePhoto.class);
    }

    private static int alpha(Mat bgra, int x, int y) {
        return bgra.ptr(y, x).get(3) & 0xff;
    }

    private static byte[] red(int width, int height) throws Exception {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var brush = picture.createGraphics();
        brush.setColor(Color.RED);
        brush.fillRect(0, 0, width, height);
        brush.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }
}
