package io.stickermill.emulator.provider;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Makes a picture's mirror image, in other colours: nobody takes it for the photo. */
final class ToyModel {

    private ToyModel() {}

    /** @return a PNG; empty for what is no JPEG or PNG */
    static Optional<byte[]> of(byte[] file) {
        try {
            BufferedImage photo = ImageIO.read(new ByteArrayInputStream(file));
            if (photo == null) {
                return Optional.empty();
            }
            int width = photo.getWidth();
            var toy = new BufferedImage(width, photo.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < photo.getHeight(); y++) {
                for (int x = 0; x < width; x++) {
                    int rgb = photo.getRGB(width - 1 - x, y);
                    // Red, green and blue change places.
                    toy.setRGB(x, y, rgb << 8 & 0xffff00 | rgb >> 16 & 0xff);
                }
            }
            var png = new ByteArrayOutputStream();
            ImageIO.write(toy, "png", png);
            return Optional.of(png.toByteArray());
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
