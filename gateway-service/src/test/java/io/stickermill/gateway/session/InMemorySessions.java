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
    private final Map<Chat, Title> titles = new HashMap<>();

    public InMemorySessions(InstantSource clock, PhotoRequests requests) {
        this.clock = clock;
        this.requests = requests;
    }

    private record Album(long chatId, String albumId) {}

    private record Chat(UUID userId, long chatId) {}

    /** @param subject the job, or the sticker set */
    private record Awaited(UUID subject, Question question, Instant since) {}

    private record Title(UUID setId, UUID message) {}

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
    public synchronized Optional<Question> expectText(PhotoRequest sticker, UUID question) {
        Asker asker = sticker.asker();
        return expect(asker.userId(), asker.chatId(), sticker.jobId(), new Question(question, Wanted.STICKER_TEXT));
    }

    @Override
    public synchronized Optional<Question> expectTitle(UUID userId, long chatId, UUID setId, UUID question) {
        return expect(userId, chatId, setId, new Question(question, Wanted.SET_TITLE));
    }

    private Optional<Question> expect(UUID userId, long chatId, UUID subject, Question question) {
        return Optional.ofNullable(
                        awaited.put(new Chat(userId, chatId), new Awaited(subject, question, clock.instant())))
                .map(Awaited::question);
    }

    @Override
    public synchronized Optional<Question> expectNoText(UUID userId, long chatId) {
        return Optional.ofNullable(awaited.remove(new Chat(userId, chatId))).map(Awaited::question);
    }

    @Override
    public synchronized Optional<UUID> textExpected(UUID userId, long chatId) {
        return expected(userId, chatId, Wanted.STICKER_TEXT);
    }

    private Optional<UUID> expected(UUID userId, long chatId, Wanted wanted) {
        return Optional.ofNullable(awaited.get(new Chat(userId, chatId)))
                .filter(text -> text.question.wanted() == wanted)
                .filter(text -> text.since.plus(TEXT_WAIT).isAfter(clock.instant()))
                .map(Awaited::subject);
    }

    @Override
    public synchronized Optional<UUID> titleExpected(UUID userId, long chatId, UUID message) {
        return saidIn(userId, chatId, message).map(Title::setId).or(() -> expected(userId, chatId, Wanted.SET_TITLE));
    }

    @Override
    public synchronized Optional<Question> titleSaid(UUID userId, long chatId, UUID setId, UUID message) {
        Awaited asked = awaited.get(new Chat(userId, chatId));
        if (asked == null
                || !asked.subject.equals(setId)
                || saidIn(userId, chatId, message).isPresent()) {
            return Optional.empty();
        }
        titles.put(new Chat(userId, chatId), new Title(setId, message));
        return expectNoText(userId, chatId);
    }

    private Optional<Title> saidIn(UUID userId, long chatId, UUID message) {
        return Optional.ofNullable(titles.get(new Chat(userId, chatId))).filter(title -> title.message.equals(message));
    }

    @Override
    public synchronized boolean awaitsText(UUID userId, long chatId, UUID message) {
        return awaited.containsKey(new Chat(userId, chatId))
                || requests.find(message).isPresent()
                || saidIn(userId, chatId, message).isPresent();
    }
}
