package io.stickermill.generation.remote;

import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.generation.remote.RemoteGenerations.Progress;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What may be in work at once, and what may be spent. */
final class RemoteLimits {

    private static final Logger log = LoggerFactory.getLogger(RemoteLimits.class);

    private static final Duration NO_ROOM = Duration.ofSeconds(3);

    private static final Duration OWN_TURN = Duration.ofSeconds(6);

    private final RemoteRows rows;
    private final RemoteSettings settings;

    RemoteLimits(RemoteRows rows, RemoteSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    /** What is against an order at this moment, if anything is. */
    Optional<Progress> against(PhotoRequested request, RemoteModel model) {
        int open = rows.open(model.provider(), settings.longest());
        if (open >= settings.atOnce()) {
            return Optional.of(
                    new Progress.Later(NO_ROOM, "as many as are allowed are at " + model.provider(), open, false));
        }
        int own = rows.openOf(request.getUserId(), settings.longest());
        if (own >= settings.personAtOnce()) {
            return Optional.of(new Progress.Later(OWN_TURN, "the person has as many at work as one may", own, false));
        }
        if (isBeyond(settings.dailyBudget(), rows.spentToday(), model)) {
            log.warn("the day's budget of {} USD for remote models is spent", settings.dailyBudget());
            return Optional.of(new Progress.Failed(GenerationFailure.REMOTE_BUDGET, "the day's budget is spent"));
        }
        if (isBeyond(settings.personDailyBudget(), rows.spentTodayBy(request.getUserId()), model)) {
            return Optional.of(
                    new Progress.Failed(GenerationFailure.REMOTE_BUDGET, "the person's budget of the day is spent"));
        }
        return Optional.empty();
    }

    private static boolean isBeyond(BigDecimal budget, BigDecimal spent, RemoteModel model) {
        return budget.signum() > 0 && spent.add(model.price()).compareTo(budget) > 0;
    }
}
