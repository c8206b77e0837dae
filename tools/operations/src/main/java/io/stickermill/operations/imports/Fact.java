package io.stickermill.operations.imports;

/** What is known to be found in such data; counted, so that an import can be checked against what the old bot has. */
enum Fact {
    OLD_SESSION("have a last sticker and no row in stickers (a backfill makes their rows)"),
    SESSION_TO_BACK_UP("have a last sticker and no path for it"),
    SHEET_TO_BACK_UP("have a pack sheet in Telegram and none in storage"),
    PATH_CLAIMED("have a path (whether its object is there, only a backfill's verify tells)"),
    PATH_WITHOUT_FILE("have a path and no file id (the send after it failed)"),
    STICKER_TO_BACK_UP("have a file id and no path"),
    PACK_WITHOUT_FILE("are of a pack and have no file id (a backfill finds them through their set)"),
    FOREIGN("were made by others (a backfill leaves them out unless asked)");

    private final String words;

    Fact(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
