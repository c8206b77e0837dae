package io.stickermill.delivery.set;

import java.time.Instant;
import java.util.UUID;

/**
 * A set of one person.
 *
 * @param owner the person's id at Telegram
 * @param volume counted from 1; a full set is followed by the next
 * @param nameTry which of the names that can be made for it, from 1
 * @param called whether Telegram may have it under this name
 * @param changedAt when we changed it last: what Telegram shows of it lags a moment
 */
record StickerSet(
        UUID id,
        UUID userId,
        long owner,
        int volume,
        String name,
        int nameTry,
        String title,
        State state,
        boolean called,
        Instant changedAt) {

    /** Telegram takes no more into a set of ordinary stickers (core.telegram.org/stickers). */
    static final int MOST = 120;

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
