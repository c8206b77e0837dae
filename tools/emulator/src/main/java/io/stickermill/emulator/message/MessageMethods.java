package io.stickermill.emulator.message;

import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.chat.Callbacks;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.store.Database;
import java.time.Clock;
import java.util.List;

/** The methods by which a bot writes to a chat, changes what it wrote, and answers taps. */
public final class MessageMethods {
    private MessageMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(
            Sender sender,
            Database database,
            ChatLog log,
            Callbacks callbacks,
            FileStore files,
            Media media,
            Clock clock) {
        return List.of(
                new SendMessage(sender),
                new SendSticker(sender, files, media),
                new SendPhoto(sender, files, media),
                new SendDocument(sender, files, media),
                new SendChatAction(database),
                new EditMessageText(log),
                new EditMessageCaption(log),
                new EditMessageReplyMarkup(log),
                new DeleteMessage(log),
                new DeleteMessages(log),
                new AnswerCallbackQuery(callbacks, clock));
    }
}
