package io.stickermill.emulator.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * The sizes of a photo that Telegram offers, smallest first. The largest is the file as it came (Telegram would make a
 * JPEG of at most 2560 pixels of it); the smaller ones are made when somebody downloads one, which a good bot never does.
 */
public final class PhotoSizes {
    private static final int[] SMALLER = {320, 800};
    private static final long MOST_PIXELS = 100_000_000;
    private static final int UNKNOWN = 320;

    private final FileStore files;

    public PhotoSizes(FileStore files) {
        this.files = files;
    }

    ArrayNode register(Sql sql, StoredBytes bytes, String name) throws SQLException {
        ArrayNode sizes = Json.MAPPER.createArrayNode();
        StoredFile original = files.register(sql, FileKind.PHOTO, bytes, name, "image/jpeg");
        int longer = Math.max(original.width(), original.height());
        if (longer > 0 && (long) original.width() * original.height() <= MOST_PIXELS) {
            for (int side : SMALLER) {
                if (side < longer) {
                    int width = Math.max(1, original.width() * side / longer);
                    int height = Math.max(1, original.height() * side / longer);
                    sizes.add(files.registerScaled(sql, original, width, height).sizedJson());
                }
            }
        }
        // What is no image at all has no size; Telegram's objects always have one.
        return sizes.add(
                longer > 0
                        ? original.sizedJson()
                        : original.json().put("width", UNKNOWN).put("height", UNKNOWN));
    }

    /** The file with its bytes, made now if it is a smaller size that nobody has asked for before. */
    public StoredFile withBytes(StoredFile file) throws IOException {
        if (file.scaledFrom() == null || file.sha256() != null) {
            return file;
        }
        StoredFile original = files.find(file.scaledFrom()).orElseThrow();
        byte[] scaled = scale(files.bytes(original), original, file.width(), file.height());
        return files.complete(file, files.receive(new ByteArrayInputStream(scaled)));
    }

    private static byte[] scale(Path from, StoredFile original, int width, int height) throws IOException {
        try (var in = new FileImageInputStream(from.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unavailable();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                ImageReadParam coarse = reader.getDefaultReadParam();
                int step = Math.max(1, original.width() / width);
                coarse.setSourceSubsampling(step, step, 0, 0);
                BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
                Graphics2D canvas = small.createGraphics();
                canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                canvas.drawImage(reader.read(0, coarse), 0, 0, width, height, null);
                canvas.dispose();
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ImageIO.write(small, "jpeg", out);
                return out.toByteArray();
            } catch (IOException | RuntimeException e) {
                throw unavailable();
            } finally {
                reader.dispose();
            }
        }
    }

    private static Refusal unavailable() {
        return Refusal.badRequest("wrong file_id or the file is temporarily unavailable");
    }
}
