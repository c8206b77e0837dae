package io.stickermill.history.path;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path says by its form alone.
 *
 * @param form how it looks
 * @param userId the person in it, if there is one
 * @param id the UUID in it that needs explaining: of a session or a pack, of a pack, of a session, of a job
 */
record StoragePath(
        Form form, @Nullable UUID userId, @Nullable UUID id) {

    /** The forms that keys of ours and of the bots before us have. */
    enum Form {
        /** A sticker or its folder. */
        STICKER,
        BACKFILLED_SESSION,
        PACK_SHEET,
        UPLOAD,
        /** Nothing but a UUID. */
        BARE,
        OTHER
    }

    private static final String UUID_FORM = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern BACKFILLED =
            Pattern.compile("stickers/(%1$s)/backfill_session/(%1$s)\\.webp".formatted(UUID_FORM));
    private static final Pattern STICKER = Pattern.compile("stickers/(%1$s)/(%1$s)(?:/.*)?".formatted(UUID_FORM));
    private static final Pattern SHEET = Pattern.compile("pack_sheets/(%s)\\.png".formatted(UUID_FORM));
    private static final Pattern UPLOAD = Pattern.compile("uploads/(%s)".formatted(UUID_FORM));
    private static final Pattern BARE = Pattern.compile(UUID_FORM);

    static StoragePath parse(String path) {
        if (BARE.matcher(path).matches()) {
            return new StoragePath(Form.BARE, null, UUID.fromString(path));
        }
        Matcher backfilled = BACKFILLED.matcher(path);
        if (backfilled.matches()) {
            return new StoragePath(Form.BACKFILLED_SESSION, uuid(backfilled, 1), uuid(backfilled, 2));
        }
        Matcher sticker = STICKER.matcher(path);
        if (sticker.matches()) {
            return new StoragePath(Form.STICKER, uuid(sticker, 1), uuid(sticker, 2));
        }
        Matcher sheet = SHEET.matcher(path);
        if (sheet.matches()) {
            return new StoragePath(Form.PACK_SHEET, null, uuid(sheet, 1));
        }
        Matcher upload = UPLOAD.matcher(path);
        return upload.matches()
                ? new StoragePath(Form.UPLOAD, null, uuid(upload, 1))
                : new StoragePath(Form.OTHER, null, null);
    }

    private static UUID uuid(Matcher matcher, int group) {
        return UUID.fromString(matcher.group(group));
    }
}
