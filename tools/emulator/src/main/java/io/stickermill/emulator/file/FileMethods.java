package io.stickermill.emulator.file;

import io.stickermill.emulator.api.BotMethod;
import java.util.List;

/** The methods by which a bot asks for files. */
public final class FileMethods {
    private FileMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(FileStore files, PhotoSizes photos) {
        return List.of(new GetFile(files, photos));
    }
}
