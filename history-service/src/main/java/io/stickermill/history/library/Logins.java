package io.stickermill.history.library;

import io.stickermill.contracts.library.LibraryLinks;
import io.stickermill.contracts.library.LibraryLinks.Guest;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides who is let in: by a link of the bot's, which does so once, or by what Telegram says of who opened a Mini App. */
final class Logins {

    private final @Nullable LibraryLinks links;
    private final @Nullable InitData initData;
    private final LibrarySessions sessions;
    private final long botId;

    /**
     * Both ways, or none where there is no page.
     *
     * @param botId whose people come
     */
    Logins(@Nullable LibraryLinks links, @Nullable InitData initData, LibrarySessions sessions, long botId) {
        this.links = links;
        this.initData = initData;
        this.sessions = sessions;
        this.botId = botId;
    }

    /** Whether somebody is. */
    sealed interface Login {

        record In(Person person) implements Login {}

        /** @param why with the remedy, for people */
        record Refused(String why) implements Login {}
    }

    /** @param said in the form that Telegram gives it to the page */
    Login byTelegram(String said, Instant now) {
        if (initData == null) {
            return new Login.Refused("There is no library here.");
        }
        return switch (initData.read(said, now)) {
            case InitData.Read.Known(long id, String language) -> in(id, language);
            case InitData.Read.Refused(String why) -> new Login.Refused(why);
        };
    }

    /** @param value what follows {@code #link=} */
    Login byLink(String value, Instant now) {
        Guest guest = links == null ? null : links.read(value).orElse(null);
        if (guest == null) {
            return new Login.Refused("This is no link of the bot's. Send it /library for one.");
        }
        if (guest.goodUntil().isBefore(now)) {
            return new Login.Refused("This link is too old. Send the bot /library for another.");
        }
        return sessions.use(guest)
                ? in(guest.telegramUserId(), guest.language())
                : new Login.Refused("This link has been used. Send the bot /library for another.");
    }

    private Login in(long telegramUserId, String language) {
        return new Login.In(new Person(Ids.user(botId, telegramUserId), telegramUserId, language));
    }
}
