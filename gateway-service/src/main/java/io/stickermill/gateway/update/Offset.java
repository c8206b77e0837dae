package io.stickermill.gateway.update;

import io.stickermill.platform.telegram.RawUpdate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far updates are confirmed to Telegram, and which of those above are taken in already, since they come again with the one
 * that is not. Of 5, 6, 7 with 6 failing, the next call asks for 6, and of its answer only 6 is taken in again.
 */
final class Offset {

    private long next;
    private final Set<RawUpdate> ahead = new HashSet<>();

    /** Id of the first that is wanted; 0 for whatever there is. */
    long next() {
        return next;
    }

    List<RawUpdate> notTaken(List<RawUpdate> received) {
        return received.stream().filter(update -> !ahead.contains(update)).toList();
    }

    void taken(RawUpdate update) {
        ahead.add(update);
    }

    /** Moves over those that are taken in, up to the first that is not. One whose id can't be found has the next one's place. */
    void move(List<RawUpdate> received) {
        for (RawUpdate update : received) {
            if (!ahead.remove(update)) {
                return;
            }
            next = update.id().orElse(next) + 1;
        }
    }

    /** Whatever was taken in is to be taken in again. */
    void forget() {
        ahead.clear();
    }
}
