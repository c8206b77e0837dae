package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.People;
import io.stickermill.emulator.store.Database;

/** The users for whom the bot may make sets. */
record Owners(Bot bot, Database database) {

    /** @throws Refusal if the request names nobody, a bot, or somebody who never wrote to this bot */
    long of(ApiRequest request) {
        String given = request.text("user_id").strip();
        if (!given.matches("[1-9][0-9]{0,17}")) {
            throw Refusal.badRequest("invalid user_id specified");
        }
        long user = Long.parseLong(given);
        if (user == bot.id()) {
            throw Refusal.badRequest("USER_IS_BOT");
        }
        if (!database.transact(sql -> People.isKnown(sql, user))) {
            throw Refusal.badRequest("PEER_ID_INVALID");
        }
        return user;
    }
}
