package io.stickermill.delivery.set;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A set of one person.
 *
 * @param owner the person's id at Telegram
 * @param packId the pack of photos that it is made of; null for one of the person's own
 * @param nameTry which of the names that can be made for it, from 1
 * @param titleNumber which of the person's sets of this title it is: from 2 on, its title ends in it
 * @param called whether Telegram may have it under this name
 * @param changedAt when we changed it last: what Telegram shows of it lags a moment
 */
record StickerSet(
        UUID id,
        UUID userId,
        long owner,
        @Nullable UUID packId,
        String name,
        int nameTry,
        String title,
        int titleNumber,
        State state,
        boolean called,
        Instant changedAt) {

    /** Telegram takes no more into a set of ordinary stickers (core.telegram.org/stickers). */
    static final int MOST = 120;

    /** Files of one request (telegram-bot-api's own limit); more than these are added one by one. */
    static final int MOST_AT_ONCE = 50;

    /** Where everybody can see it and add it to theirs. */
    String link() {
        return "https://t.me/addstickers/" + name;
    }

    enum State {
        CREATING,
        OPEN,
        DELETED,
        /** It could not be made. */
        FAILED
    }
}
