package io.stickermill.backfill.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.schemas.BackfillSubject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class StorableFileTest {

    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @Test
    void aStickerStaysAsItCame() throws Exception {
        StorableFile file = StorableFile.of(BackfillSubject.STICKER, WEBP);

        assertThat(file.content()).isSameAs(WEBP);
        assertThat(file.contentType()).isEqualTo("image/webp");
    }

    @Test
    void aJpegSheetBecomesPngOfTheSameSize() throws Exception {
        StorableFile file = StorableFile.of(BackfillSubject.PACK_SHEET, picture("jpg", 40, 30));

        assertThat(file.contentType()).isEqualTo("image/png");
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(file.content()));
        assertThat(sheet.getWidth()).isEqualTo(40);
        assertThat(sheet.getHeight()).isEqualTo(30);
    }

    @Test
    void whatIsNoStickerOrSheetIsNamed() throws Exception {
        byte[] jpeg = picture("jpg", 40, 30);

        refused(BackfillSubject.STICKER, picture("png", 4, 4), "a sticker must be WebP, this is PNG");
        refused(BackfillSubject.SESSION, new byte[] {0x1F, (byte) 0x8B, 1, 2}, "this is TGS");
        refused(BackfillSubject.STICKER, new byte[0], "this is OTHER");
        refused(BackfillSubject.PACK_SHEET, WEBP, "a pack sheet must be PNG or JPEG");
        refused(BackfillSubject.PACK_SHEET, Arrays.copyOf(jpeg, 30), "can't be read");
    }

    /** A few bytes that claim to be gigabytes of pixels. */
    @Test
    void aSheetTooLargeForMemoryIsRefusedBeforeItIsDecoded() throws Exception {
        byte[] jpeg = picture("jpg", 40, 30);
        for (int i = 0; i < jpeg.length - 8; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                Arrays.fill(jpeg, i + 5, i + 9, (byte) 0x7F);
            }
        }

        refused(BackfillSubject.PACK_SHEET, jpeg, "too many pixels");
    }

    private static void refused(BackfillSubject subject, byte[] file, String words) {
        assertThatThrownBy(() -> StorableFile.of(subject, file))
                .isInstanceOf(StorableFile.WrongType.class)
                .hasMessageContaining(words);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
