package io.stickermill.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Photos as large as cameras take them, made of smaller ones: always the same bytes on the same JDK. */
final class LargePhotos {

    private static final float QUALITY = 0.9f;

    /** As a sensor's noise: without it an enlarged photo would be a file of a tenth of a camera's. */
    private static final int GRAIN = 6;

    private LargePhotos() {}

    /**
     * A JPEG of the same proportions.
     *
     * @param pixels about so many
     * @throws IOException if the photo can't be read
     */
    static byte[] enlarged(Path photo, int pixels) throws IOException {
        BufferedImage small = ImageIO.read(photo.toFile());
        if (small == null) {
            throw new IOException(photo + " is no photo that can be read");
        }
        double scale = Math.sqrt((double) pixels / ((long) small.getWidth() * small.getHeight()));
        int width = (int) Math.round(small.getWidth() * scale);
        int height = (int) Math.round(small.getHeight() * scale);
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = large.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(small, 0, 0, width, height, null);
        canvas.dispose();
        grain(((DataBufferByte) large.getRaster().getDataBuffer()).getData());
        return jpeg(large);
    }

    private static void grain(byte[] values) {
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            int grainy = (values[i] & 0xff) + random.nextInt(2 * GRAIN + 1) - GRAIN;
            values[i] = (byte) Math.clamp(grainy, 0, 255);
        }
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
