package io.stickermill.gateway.update;

import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.model.MenuButtonWebApp;
import com.pengrad.telegrambot.model.WebAppInfo;
import com.pengrad.telegrambot.request.GetMyCommands;
import com.pengrad.telegrambot.request.SetChatMenuButton;
import com.pengrad.telegrambot.request.SetMyCommands;
import com.pengrad.telegrambot.response.GetMyCommandsResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** The commands that Telegram's clients offer. Set at start, for each language that differs; the bot works without. */
final class CommandMenu {

    private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);

    /** Without their slash, in the order in which they are offered. */
    static final List<String> COMMANDS = List.of("start", "help", "my", "pack", "sheet", "sets", "cancel", "privacy");

    /** Of a bot that sells, after those. */
    static final List<String> CREDITS = List.of("balance", "buy", "terms", "paysupport");

    /** Of a bot with a library page, after those. */
    static final List<String> LIBRARY = List.of("library", "export");

    /** Last of all, of a bot that can forget people. */
    static final String FORGET = "forget";

    private final TelegramClient telegram;
    private final Texts texts;
    private final @Nullable URI library;
    private final boolean sells;
    private final boolean forgets;

    /**
     * The menu of a bot.
     *
     * @param library address of the library page, if there is one
     * @param sells whether people have credits
     * @param forgets whether people can have themselves forgotten
     */
    CommandMenu(TelegramClient telegram, Texts texts, Optional<URI> library, boolean sells, boolean forgets) {
        this.telegram = telegram;
        this.texts = texts;
        this.library = library.orElse(null);
        this.sells = sells;
        this.forgets = forgets;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("command-menu").start(() -> {
            offer("en", null);
            offer("ru", "ru");
            offerPage();
        });
    }

    /** @param code that Telegram knows the language by; null for everybody whose language has no menu of its own */
    private void offer(String language, @Nullable String code) {
        BotCommand[] wanted = Stream.of(
                        COMMANDS.stream(),
                        Stream.ofNullable(library).flatMap(_ -> LIBRARY.stream()),
                        sells ? CREDITS.stream() : none(),
                        forgets ? Stream.of(FORGET) : none())
                .flatMap(commands -> commands)
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

    private static Stream<String> none() {
        return Stream.empty();
    }

    /** Telegram opens pages over TLS only. Its button has one name for everybody. */
    private void offerPage() {
        if (library == null || !"https".equals(library.getScheme())) {
            return;
        }
        var button = new MenuButtonWebApp(texts.get("en", "library_button"), new WebAppInfo(library.toString()));
        if (!(telegram.call(new SetChatMenuButton().menuButton(button)) instanceof TelegramAnswer.Ok)) {
            log.info("the menu button could not be set; /library works without it");
        }
    }
}
