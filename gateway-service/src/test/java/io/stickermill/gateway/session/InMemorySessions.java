package io.stickermill.gateway.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The twin of the tables. */
public final class InMemorySessions implements Sessions {

    private final InstantSource clock;
    private final PhotoRequests requests;
    private final Map<Album, Opened> albums = new HashMap<>();
    private final Map<Chat, Awaited> awaited = new HashMap<>();

    public InMemorySessions(InstantSource clock, PhotoRequests requests) {
        this.clock = clock;
        this.requests = requests;
    }

    private record Album(long chatId, String albumId) {}

    private record Chat(UUID userId, long chatId) {}

    private record Awaited(UUID jobId, UUID question, Instant since) {}

    @Override
    public synchronized Opened open(PhotoRequest request, String env) {
        return request.albumId() == null
                ? new Opened(request.sessionId(), null)
                : albums.merge(
                        new Album(request.asker().chatId(), request.albumId()),
                        new Opened(request.sessionId(), request.userInput()),
                        (known, next) ->
                                known.albumCaption() == null ? new Opened(known.id(), next.albumCaption()) : known);
    }

    @Override
    public synchronized Optional<UUID> expectText(PhotoRequest sticker, UUID question) {
        Asker asker = sticker.asker();
        return Optional.ofNullable(awaited.put(
                        new Chat(asker.userId(), asker.chatId()),
                        new Awaited(sticker.jobId(), question, clock.instant())))
                .map(Awaited::question);
    }

    @Override
    public synchronized Optional<UUID> expectNoText(UUID userId, long chatId) {
        return Optional.ofNullable(awaited.remove(new Chat(userId, chatId))).map(Awaited::question);
    }

    @Override
    public synchronized Optional<UUID> textExpected(UUID userId, long chatId) {
        return Optional.ofNullable(awaited.get(new Chat(userId, chatId)))
                .filter(text -> text.since.plus(TEXT_WAIT).isAfter(clock.instant()))
                .map(Awaited::jobId);
    }

    @Override
    public synchronized boolean awaitsText(UUID userId, long chatId, UUID jobId) {
        return awaited.containsKey(new Chat(userId, chatId))
                || requests.find(jobId).isPresent();
    }
}
