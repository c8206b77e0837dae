package io.stickermill.backfill.item;

import io.stickermill.platform.storage.ContentType;
import io.stickermill.schemas.BackfillSubject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A file as it is to be stored: a sticker as it came, a pack sheet as PNG. */
record StorableFile(byte[] content, String contentType) {

    /** A sheet of 4096 x 4096; more is no pack sheet, and its pixels would not fit into memory. */
    private static final long LARGEST_PIXELS = 17_000_000;

    static final class WrongType extends Exception {
        WrongType(String message) {
            super(message);
        }
    }

    static StorableFile of(BackfillSubject subject, byte[] file) throws WrongType {
        ContentType type = ContentType.of(file);
        if (subject != BackfillSubject.PACK_SHEET) {
            if (type != ContentType.WEBP) {
                throw new WrongType("a sticker must be WebP, this is " + type);
            }
            return new StorableFile(file, "image/webp");
        }
        return switch (type) {
            case PNG -> new StorableFile(file, "image/png");
            case JPEG -> new StorableFile(png(file), "image/png");
            case WEBP, GIF, MP4, WEBM, TGS, OTHER ->
                throw new WrongType("a pack sheet must be PNG or JPEG, this is " + type);
        };
    }

    private static byte[] png(byte[] jpeg) throws WrongType {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new WrongType("the JPEG can't be read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > LARGEST_PIXELS) {
                    throw new WrongType("the JPEG has too many pixels");
                }
                BufferedImage image = reader.read(0);
                var out = new ByteArrayOutputStream();
                ImageIO.write(image, "png", out);
                return out.toByteArray();
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new WrongType("the JPEG can't be read: " + e.getMessage());
        }
    }
}
