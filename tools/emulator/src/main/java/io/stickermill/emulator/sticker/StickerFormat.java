package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.file.ImageHeader;
import io.stickermill.emulator.file.StoredBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of stickers and what a file must be to be one (core.telegram.org/stickers, and the caps of tdlib/td). */
enum StickerFormat {
    STATIC(512, 128, 128),
    ANIMATED(64, 64, 32),
    VIDEO(256, 64, 32);

    private static final int KB = 1024;
    private static final int SIDE = 512;
    private static final int SMALL_SIDE = 100;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};

    private final long largest;
    private final long largestEmoji;
    private final long largestThumbnail;

    StickerFormat(int largestKb, int largestEmojiKb, int largestThumbnailKb) {
        this.largest = (long) largestKb * KB;
        this.largestEmoji = (long) largestEmojiKb * KB;
        this.largestThumbnail = (long) largestThumbnailKb * KB;
    }

    /** As the Bot API writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refusal if there is no such format */
    static StickerFormat named(String word) {
        return find(word).orElseThrow(() -> Refusal.badRequest("invalid sticker format specified"));
    }

    static Optional<StickerFormat> find(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** @throws Refusal if the file can be no sticker of this format in a set of this type */
    void checkSticker(SetType type, StoredBytes file) throws IOException {
        boolean small = type == SetType.CUSTOM_EMOJI;
        atMost(small ? largestEmoji : largest, file);
        switch (this) {
            case STATIC -> {
                ImageHeader image = still(file).orElseThrow(() -> Refusal.badRequest("STICKER_PNG_NOPNG"));
                boolean fits = small
                        ? image.width() == SMALL_SIDE && image.height() == SMALL_SIDE
                        : Math.max(image.width(), image.height()) == SIDE;
                if (!fits) {
                    throw Refusal.badRequest("STICKER_PNG_DIMENSIONS");
                }
            }
            case ANIMATED -> begins(file, GZIP, "STICKER_TGS_NOTGS");
            case VIDEO -> begins(file, EBML, "STICKER_VIDEO_NOWEBM");
        }
    }

    /** @throws Refusal if the file can be no thumbnail of a set */
    void checkThumbnail(StoredBytes file) throws IOException {
        atMost(largestThumbnail, file);
        switch (this) {
            case STATIC -> {
                boolean fits = still(file)
                        .filter(image -> image.width() == SMALL_SIDE && image.height() == SMALL_SIDE)
                        .isPresent();
                if (!fits) {
                    throw Refusal.badRequest("STICKER_THUMB_PNG_NOPNG");
                }
            }
            case ANIMATED -> begins(file, GZIP, "STICKER_THUMB_TGS_NOTGS");
            case VIDEO -> begins(file, EBML, "STICKER_VIDEO_NOWEBM");
        }
    }

    private static Optional<ImageHeader> still(StoredBytes file) {
        return file.image()
                .filter(image -> !image.animated()
                        && (image.format().equals("webp") || image.format().equals("png")));
    }

    private static void atMost(long most, StoredBytes file) {
        if (file.size() > most) {
            throw Refusal.badRequest("file is too big");
        }
    }

    private static void begins(StoredBytes file, byte[] magic, String code) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            if (!Arrays.equals(in.readNBytes(magic.length), magic)) {
                throw Refusal.badRequest(code);
            }
        }
    }
}
