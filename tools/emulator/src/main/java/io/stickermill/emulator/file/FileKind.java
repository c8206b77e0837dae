package io.stickermill.emulator.file;

/** What a file was sent as: it decides the folder in its path and the first letters of its ids, as in Telegram. */
public enum FileKind {
    PHOTO("photos", "AgACAgIAAxkBAAI", "Photo"),
    DOCUMENT("documents", "BQACAgIAAxkBAAI", "Document"),
    STICKER("stickers", "CAACAgIAAxkBAAI", "Sticker"),
    ANIMATION("animations", "CgACAgIAAxkBAAI", "Animation"),
    VIDEO("videos", "BAACAgIAAxkBAAI", "Video"),
    VOICE("voice", "AwACAgIAAxkBAAI", "VoiceNote");

    private final String folder;
    private final String idPrefix;
    private final String title;

    FileKind(String folder, String idPrefix, String title) {
        this.folder = folder;
        this.idPrefix = idPrefix;
        this.title = title;
    }

    String folder() {
        return folder;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** As Telegram's errors name it. */
    public String title() {
        return title;
    }
}
