package io.stickermill.emulator.api;

import java.util.List;

/** The methods that are about the bot itself. */
public final class ProfileMethods {
    private ProfileMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(Bot bot) {
        CommandMenus menus = new CommandMenus();
        MenuButtons buttons = new MenuButtons();
        return List.of(
                new GetMe(bot),
                menus.setMyCommands(),
                menus.getMyCommands(),
                buttons.setChatMenuButton(),
                buttons.getChatMenuButton());
    }
}
