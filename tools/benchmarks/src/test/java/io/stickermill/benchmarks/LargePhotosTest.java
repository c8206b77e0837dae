package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargePhotosTest {

    @TempDir
    private Path folder;

    @Test
    void aPhotoKeepsItsProportionsAndGetsTheSameBytesEachTime() throws IOException {
        Path small = folder.resolve("small.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", small.toFile());

        byte[] large = LargePhotos.enlarged(small, 120_000);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(large));
        assertThat(read.getWidth()).isEqualTo(400);
        assertThat(read.getHeight()).isEqualTo(300);
        assertThat(LargePhotos.enlarged(small, 120_000)).isEqualTo(large);
        // A black picture has some grain, or it would be a few hundred bytes.
        assertThat(large.length).isGreaterThan(5_000);
    }

    @Test
    void whatIsNoPhotoIsSaid() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "none");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LargePhotos.enlarged(text, 100))
                .withMessageContaining("text.jpg is no photo");
    }
}
