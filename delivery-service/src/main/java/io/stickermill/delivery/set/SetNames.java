package io.stickermill.delivery.set;

import io.stickermill.schemas.Ids;
import java.util.UUID;

/** Makes the names that Telegram knows sets by: letters, digits and single underscores, at most 64, ending in the bot's name. */
final class SetNames {

    private static final int RANDOM = 8;

    private SetNames() {}

    /**
     * The same for the same try. Nobody else can take a name that ends so; but Telegram keeps those of deleted sets for a
     * while, and a database restored from a copy knows less than Telegram.
     *
     * @param nameTry from 1
     */
    static String name(UUID setId, long owner, int nameTry, String botName) {
        UUID random = Ids.reply(setId, "name/" + nameTry);
        String tail = Long.toUnsignedString(random.getLeastSignificantBits(), Character.MAX_RADIX);
        // At most 23 characters; a bot's name has at most 32.
        String head = "s" + Long.toString(owner, Character.MAX_RADIX) + "_" + tail.substring(tail.length() - RANDOM);
        return head + "_by_" + botName;
    }
}
