package io.stickermill.gateway.person;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Has people forgotten: in all services, by one event. */
public final class ForgetOrders {

    private final Forgets forgets;
    private final EventPublisher events;
    private final long botId;

    /** @param botId of whose people ids are made */
    public ForgetOrders(Forgets forgets, EventPublisher events, long botId) {
        this.forgets = forgets;
        this.events = events;
        this.botId = botId;
    }

    /**
     * What was ordered.
     *
     * @param id of the request that is worked on
     * @param published ends when Kafka has it
     */
    public record Ordered(UUID id, CompletableFuture<?> published) {}

    /**
     * Begins to forget a person. Ordered again while it goes on, it is the one that goes on.
     *
     * @param requestId the same for the same wish; one that is done is done
     * @param sets whether their sticker sets at Telegram go, too
     * @param language of what they are told at the end
     * @throws IllegalStateException if people can't be forgotten here
     */
    public Ordered order(UUID requestId, long telegramId, boolean sets, String language) {
        Person person = new Person(Ids.user(botId, telegramId), telegramId);
        Optional<ForgetRequested> event = forgets.begin(requestId, person, sets, language);
        return event.map(asked -> new Ordered(
                        asked.getRequestId(),
                        events.publishAsync(Topics.FORGET_REQUESTS, telegramId, null, null, asked)))
                .orElseGet(() -> new Ordered(requestId, CompletableFuture.completedFuture(null)));
    }
}
