package io.stickermill.emulator.provider;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Models that need no graphics card: what they make nobody takes for the photo. */
enum ToyModel {
    /** The mirror image, in other colours. */
    MIRROR {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            int rgb = photo.getRGB(photo.getWidth() - 1 - x, y);
            // Red, green and blue change places.
            return rgb << 8 & 0xffff00 | rgb >> 16 & 0xff;
        }
    },
    /** As on a film. */
    NEGATIVE {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            return ~photo.getRGB(x, y) & 0xffffff;
        }
    },
    /** In few colours, as it was printed in the sixties. */
    POSTER {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            return photo.getRGB(x, y) & 0xc0c0c0 | 0x202020;
        }
    },
    /** In large squares. */
    MOSAIC {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            return photo.getRGB(x - x % SQUARE, y - y % SQUARE);
        }
    },
    /** Upside down. */
    SOMERSAULT {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            return photo.getRGB(x, photo.getHeight() - 1 - y);
        }
    },
    /** An ellipse in the middle of it; around that it is clear. */
    BACKGROUND_REMOVER {
        @Override
        int pixel(BufferedImage photo, int x, int y) {
            double across = 2.0 * x / photo.getWidth() - 1;
            double down = 2.0 * y / photo.getHeight() - 1;
            return across * across + down * down < 0.8 ? photo.getRGB(x, y) | 0xff000000 : 0;
        }

        @Override
        int imageType() {
            return BufferedImage.TYPE_INT_ARGB;
        }
    };

    private static final int SQUARE = 24;

    abstract int pixel(BufferedImage photo, int x, int y);

    int imageType() {
        return BufferedImage.TYPE_INT_RGB;
    }

    /** The one in whose name the model's ends; else the first. */
    static ToyModel named(String model) {
        return Arrays.stream(values())
                .filter(toy ->
                        model.endsWith(toy.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElse(MIRROR);
    }

    /** @return a PNG; nothing for what is no JPEG or PNG */
    byte[] of(byte[] file) {
        try {
            BufferedImage photo = ImageIO.read(new ByteArrayInputStream(file));
            if (photo == null) {
                return new byte[0];
            }
            var toy = new BufferedImage(photo.getWidth(), photo.getHeight(), imageType());
            for (int y = 0; y < photo.getHeight(); y++) {
                for (int x = 0; x < photo.getWidth(); x++) {
                    toy.setRGB(x, y, pixel(photo, x, y));
                }
            }
            var png = new ByteArrayOutputStream();
            ImageIO.write(toy, "png", png);
            return png.toByteArray();
        } catch (IOException damaged) {
            return new byte[0];
        }
    }
}
