package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A JPEG in the inks of a printer (CMYK) with the profile that says what they look like on paper. OpenCV knows neither; this
 * reader knows both, and Adobe's inverted inks.
 */
final class InkJpeg {

    /** Of the ICC header. */
    private static final int COLOUR_SPACE_AT = 16;

    private static final byte[] INKS = "CMYK".getBytes(US_ASCII);

    private InkJpeg() {}

    static boolean isOfInks(byte[] profile) {
        return profile.length >= COLOUR_SPACE_AT + INKS.length
                && Arrays.equals(profile, COLOUR_SPACE_AT, COLOUR_SPACE_AT + INKS.length, INKS, 0, INKS.length);
    }

    /**
     * Blue, green and red of sRGB, 8 bits.
     *
     * @param reduction every so many pixels one is taken, in both directions
     * @throws IOException if it is damaged
     */
    static Mat decode(byte[] file, int reduction) throws IOException {
        ImageReader reader = IIORegistry.getDefaultInstance()
                .getServiceProviderByClass(JPEGImageReaderSpi.class)
                .createReaderInstance(null);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, false);
            ImageReadParam wanted = reader.getDefaultReadParam();
            wanted.setSourceSubsampling(reduction, reduction, 0, 0);
            return mat(reader.read(0, wanted));
        } finally {
            reader.dispose();
        }
    }

    private static Mat mat(BufferedImage image) {
        BufferedImage bgr = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D drawn = bgr.createGraphics();
        drawn.drawImage(image, 0, 0, null);
        drawn.dispose();
        Mat result = new Mat(bgr.getHeight(), bgr.getWidth(), CV_8UC3);
        result.data().put(((DataBufferByte) bgr.getRaster().getDataBuffer()).getData());
        return result;
    }
}
