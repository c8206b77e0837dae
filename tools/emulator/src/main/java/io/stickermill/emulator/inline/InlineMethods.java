package io.stickermill.emulator.inline;

import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.file.FileStore;
import java.time.Clock;
import java.util.List;

/** The methods of inline mode. */
public final class InlineMethods {
    private InlineMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(InlineQueries queries, FileStore files, Clock clock) {
        return List.of(new AnswerInlineQuery(queries, files, clock));
    }
}
