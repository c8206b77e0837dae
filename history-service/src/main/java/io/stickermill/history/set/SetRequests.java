package io.stickermill.history.set;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Asks for changes of sets on behalf of programs: nothing of it is said in a chat. Each returns when Kafka has it. */
class SetRequests {

    private final EventPublisher events;
    private final Clock clock;

    SetRequests(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    UUID rename(StickerSet set, String title) {
        return publish(of(StickerSetRequestKind.RENAME, set).setTitle(title));
    }

    /** @param numbers of the set's stickers, which come first, in this order */
    UUID order(StickerSet set, List<Integer> numbers) {
        return publish(of(StickerSetRequestKind.ORDER, set).setOrder(numbers));
    }

    UUID delete(StickerSet set) {
        return publish(of(StickerSetRequestKind.DELETE, set).setConfirmed(true));
    }

    private UUID publish(StickerSetRequested.Builder asked) {
        StickerSetRequested request = asked.build();
        events.publish(Topics.SET_REQUESTS, request.getTelegramUserId(), (UUID) null, null, request);
        return request.getRequestId();
    }

    private StickerSetRequested.Builder of(StickerSetRequestKind kind, StickerSet set) {
        return StickerSetRequested.newBuilder()
                // Asked again, it is asked again: each of them gives the same when it is done twice.
                .setRequestId(UUID.randomUUID())
                .setKind(kind)
                .setSetId(set.id())
                .setUserId(set.userId())
                .setTelegramUserId(set.owner())
                .setChatId(set.owner())
                .setQuiet(true)
                .setRequestedAt(clock.instant());
    }
}
