package io.stickermill.platform.forget;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.person.ForgottenPeople;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.PersonForgotten;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets a person in one service. First it is noted that they are forgotten, so that nothing more of before comes in. Then all that
 * is kept goes, once now and once more when nobody can be left who began on something before that was noted; what somebody works on
 * is waited for. Each step can be repeated, so that a process may end anywhere. A request that has been done is never done again:
 * who has come back meanwhile is somebody new.
 */
public final class Forgetting implements RecordHandler<ForgetRequested> {

    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

    /** Longer than another instance takes to know of it, and than a short handler runs. */
    public static final Duration SETTLED = ForgottenPeople.KNOWN_WITHIN.multipliedBy(3);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final String service;
    private final ForgottenPeople people;
    private final Forgettings forgettings;
    private final PersonalData data;
    private final EventPublisher events;
    private final Duration settled;
    private final Clock clock;

    /**
     * One service's.
     *
     * @param service its name
     * @param settled after how long the last go is made, from the first on
     */
    Forgetting(
            String service,
            ForgottenPeople people,
            Forgettings forgettings,
            PersonalData data,
            EventPublisher events,
            Duration settled,
            Clock clock) {
        this.service = service;
        this.people = people;
        this.forgettings = forgettings;
        this.data = data;
        this.events = events;
        this.settled = settled;
        this.clock = clock;
    }

    @Override
    public Outcome handle(ForgetRequested asked, Delivery delivery) {
        UUID id = asked.getRequestId();
        Forgettings.State state = forgettings.begin(id);
        if (state.isEnded()) {
            return Outcome.done();
        }
        Person person = new Person(asked.getUserId(), asked.getTelegramUserId());
        people.note(person, asked.getRequestedAt());
        PersonalData.Removed removed = data.remove(person, asked);
        forgettings.add(id, removed.counts());
        if (removed.left() != null) {
            return new Outcome.Wait(LOOK, removed.left());
        }
        if (state.age().compareTo(settled) < 0) {
            return new Outcome.Wait(settled.minus(state.age()), "what was begun before is waited for");
        }
        events.publish(
                Topics.FORGET_RESULTS,
                asked.getTelegramUserId(),
                null,
                null,
                PersonForgotten.newBuilder()
                        .setRequestId(id)
                        .setService(service)
                        .setUserId(person.userId())
                        .setTelegramUserId(person.telegramId())
                        .setRemoved(forgettings.removed(id))
                        .setLanguage(asked.getLanguage())
                        .setRequestedAt(asked.getRequestedAt())
                        .setForgottenAt(clock.instant())
                        .build());
        forgettings.end(id);
        log.info("forgetting {} is done: {}", id, forgettings.removed(id));
        return Outcome.done();
    }
}
