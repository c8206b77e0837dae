package io.stickermill.gateway.update;

import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.request.GetMyCommands;
import com.pengrad.telegrambot.request.SetMyCommands;
import com.pengrad.telegrambot.response.GetMyCommandsResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** The commands that Telegram's clients offer. Set at start, for each language that differs; the bot works without. */
final class CommandMenu {

    private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);

    /** Without their slash, in the order in which they are offered. */
    static final List<String> COMMANDS = List.of("start", "help", "pack", "sheet", "sets", "cancel", "privacy");

    private final TelegramClient telegram;
    private final Texts texts;

    CommandMenu(TelegramClient telegram, Texts texts) {
        this.telegram = telegram;
        this.texts = texts;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("command-menu").start(() -> {
            offer("en", null);
            offer("ru", "ru");
        });
    }

    /** @param code that Telegram knows the language by; null for everybody whose language has no menu of its own */
    private void offer(String language, @Nullable String code) {
        BotCommand[] wanted = COMMANDS.stream()
                .map(command -> new BotCommand(command, texts.get(language, "command_" + command)))
                .toArray(BotCommand[]::new);
        GetMyCommands get = new GetMyCommands();
        SetMyCommands set = new SetMyCommands(wanted);
        if (code != null) {
            get.languageCode(code);
            set.languageCode(code);
        }
        if (telegram.call(get) instanceof TelegramAnswer.Ok<GetMyCommandsResponse>(GetMyCommandsResponse known)
                && Arrays.equals(known.commands(), wanted)) {
            return;
        }
        if (!(telegram.call(set) instanceof TelegramAnswer.Ok)) {
            log.info("the menu of commands ({}) could not be set; the commands work without it", language);
        }
    }
}
