package io.stickermill.history.library;

import java.util.UUID;

/**
 * Who is in the library.
 *
 * @param userId {@code users.id}
 * @param telegramUserId their id at Telegram, and their private chat's
 * @param language en or ru
 */
record Person(UUID userId, long telegramUserId, String language) {

    /** The attribute of a request that says who asks. */
    static final String ATTRIBUTE = "io.stickermill.library.person";
}
