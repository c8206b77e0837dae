package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import io.stickermill.platform.dispatch.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks what Telegram has of a set, and writes it down. A change is seen there a moment late. */
final class SetReader {

    /** As long as other bots look for what they have just done. */
    private static final int LOOKS = 5;

    /** For so long Telegram may show a set as it was before our last change. */
    private static final Duration LAG = Duration.ofSeconds(3);

    private final SetCalls calls;
    private final SetRows rows;
    private final SetEvents events;
    private final Duration betweenLooks;
    private final Clock clock;

    SetReader(SetCalls calls, SetRows rows, SetEvents events, Duration betweenLooks, Clock clock) {
        this.calls = calls;
        this.rows = rows;
        this.events = events;
        this.betweenLooks = betweenLooks;
        this.clock = clock;
    }

    /** Looks once. False if Telegram shows no such set. */
    boolean look(StickerSet set) {
        Optional<com.pengrad.telegrambot.model.StickerSet> shown = calls.read(set.owner(), set.name());
        shown.ifPresent(there -> {
            List<Sticker> stickers = List.of(there.stickers());
            Instant now = clock.instant();
            rows.reconcile(set.id(), Reconciliation.of(rows.parts(set.id()), stickers, now), stickers);
            if (isSettled(set, now)) {
                rows.asShown(set.id(), there.title(), stickers);
            }
        });
        return shown.isPresent();
    }

    /** Whether what Telegram shows is younger than what we changed last. */
    static boolean isSettled(StickerSet set, Instant now) {
        return set.changedAt().isBefore(now.minus(LAG));
    }

    /**
     * Its owner has deleted it elsewhere: no sticker goes to it any more. A new one may not be shown for a moment.
     *
     * @throws NotYet if it is shown after all
     */
    void writeOff(StickerSet set) {
        if (lookForAwaited(set)) {
            throw new NotYet(Outcome.retry("set " + set.name() + " is shown at times only"));
        }
        rows.state(set, StickerSet.State.DELETED);
        events.changed(set.id());
    }

    /** Looks until all that we have put into it is seen, for as long as Telegram lags. False if it shows no such set at all. */
    boolean lookForAwaited(StickerSet set) {
        boolean shown = false;
        for (int look = 0; look < LOOKS; look++) {
            if (look > 0) {
                LockSupport.parkNanos(betweenLooks.toNanos());
            }
            shown |= look(set);
            if (shown && rows.parts(set.id()).stream().noneMatch(Part::isAwaited)) {
                break;
            }
        }
        return shown;
    }
}
