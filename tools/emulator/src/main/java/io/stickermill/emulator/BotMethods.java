package io.stickermill.emulator;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of methods: a new one is added here. */
final class BotMethods {
    private final Map<String, BotMethod> byName;

    BotMethods(
            Bot bot,
            Database database,
            UpdateQueue updates,
            Webhooks webhooks,
            FileStore files,
            PhotoSizes photos,
            Media media,
            StickerSets sets,
            ChatLog log,
            Callbacks callbacks,
            Sender sender,
            Clock clock) {
        CommandMenus menus = new CommandMenus();
        byName = List.of(
                        new GetMe(bot),
                        new GetUpdates(webhooks, updates),
                        menus.setMyCommands(),
                        menus.getMyCommands(),
                        new SetWebhook(webhooks, updates),
                        new GetWebhookInfo(webhooks, updates),
                        new DeleteWebhook(webhooks, updates),
                        new GetFile(files, photos),
                        new SendMessage(sender),
                        new SendSticker(sender, files, media),
                        new SendPhoto(sender, files, media),
                        new SendDocument(sender, files, media),
                        new SendChatAction(database),
                        new GetStickerSet(sets),
                        new EditMessageText(log),
                        new EditMessageCaption(log),
                        new EditMessageReplyMarkup(log),
                        new DeleteMessage(log),
                        new AnswerCallbackQuery(callbacks, clock))
                .stream()
                .collect(Collectors.toUnmodifiableMap(method -> key(method.name()), Function.identity()));
    }

    /** @throws Refusal 404 */
    BotMethod find(String name) {
        BotMethod method = byName.get(key(name));
        if (method == null) {
            throw Refusal.of(404, "Not Found: method not found");
        }
        return method;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
