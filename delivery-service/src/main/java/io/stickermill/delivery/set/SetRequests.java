package io.stickermill.delivery.set;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.schemas.StickerSetRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is asked of sets: one request of a person at a time, in whichever chat it was asked. A request is done when its
 * answer is in Kafka; whatever came before can be repeated.
 */
final class SetRequests implements RecordHandler<StickerSetRequested> {

    private static final Logger log = LoggerFactory.getLogger(SetRequests.class);

    /** A person would wonder. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(5);

    private final SetRows rows;
    private final Owners owners;
    private final Work work;
    private final SetAnswers answers;
    private final SetEvents events;
    private final Duration maxAge;
    private final Clock clock;

    SetRequests(
            SetRows rows,
            Owners owners,
            Work work,
            SetAnswers answers,
            SetEvents events,
            Duration maxAge,
            Clock clock) {
        this.rows = rows;
        this.owners = owners;
        this.work = work;
        this.answers = answers;
        this.events = events;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Does one request. */
    @FunctionalInterface
    interface Work {

        /**
         * @param isOurs lengthens the claim on the person's sets by one more call; false if another has it
         * @return nothing for what no version before this one knows
         * @throws NotYet if it can't be done now
         */
        Optional<Answer> of(StickerSetRequested asked, BooleanSupplier isOurs);
    }

    @Override
    public Outcome handle(StickerSetRequested asked, Delivery delivery) {
        if (rows.isDone(asked.getRequestId())) {
            return Outcome.done();
        }
        if (delivery.timestamp().isBefore(clock.instant().minus(maxAge))) {
            log.info("request {} about a set is too old: {}", asked.getRequestId(), delivery.timestamp());
            return tooLate(asked);
        }
        return later(asked, owners.under(asked.getUserId(), isOurs -> answered(asked, isOurs)));
    }

    private Outcome answered(StickerSetRequested asked, BooleanSupplier isOurs) {
        work.of(asked, isOurs).ifPresent(answer -> {
            tell(asked, answer);
            if (!asked.getQuiet()) {
                answers.say(asked, answer);
            }
        });
        rows.done(asked.getRequestId());
        return Outcome.done();
    }

    /** Also what was only shown: its owner may have changed it elsewhere. */
    private void tell(StickerSetRequested asked, Answer answer) {
        switch (answer) {
            case Answer.InSet in -> events.changed(in.set().id());
            case Answer.Shown shown -> events.changed(shown.set().id());
            case Answer.Sticker sticker -> events.changed(sticker.set().id());
            case Answer.Removed removed -> events.changed(removed.set().id());
            case Answer.Renamed renamed -> events.changed(renamed.set().id());
            case Answer.Deleted deleted -> events.changed(deleted.set().id());
            case Answer.Refused refused -> events.refused(asked, refused.key());
            case Answer.Listed _, Answer.SureToDelete _, Answer.Pictured _ -> {}
        }
    }

    private void givenUp(StickerSetRequested asked, String key) {
        events.refused(asked, key);
        if (!asked.getQuiet()) {
            answers.givenUp(asked, key);
        }
    }

    private Outcome later(StickerSetRequested asked, Outcome outcome) {
        if (outcome instanceof Outcome.Outage(String _, Duration atLeast)
                && atLeast != null
                && atLeast.compareTo(LONG_PAUSE) > 0
                && !asked.getQuiet()) {
            answers.saysLater(asked, atLeast);
        }
        return outcome;
    }

    /** Whoever asked hears of it, and what Telegram was not asked for is not brought by a later request. */
    private Outcome tooLate(StickerSetRequested asked) {
        rows.partOf(asked.getRequestId())
                .filter(part -> part.state() == Part.State.ADDING && !part.called())
                .ifPresent(part -> rows.failed(part, "set_too_late"));
        givenUp(asked, "set_too_late");
        return Outcome.done();
    }

    /** Whoever asked hears that it has failed. A replay goes on with it, and so does the next sticker that is added. */
    @Override
    public Telling onDeadLetter(@Nullable StickerSetRequested asked, Delivery delivery, String cause) {
        if (asked == null) {
            return new Telling.Untellable("nobody knows who asked");
        }
        givenUp(asked, "set_refused");
        return Telling.told();
    }
}
