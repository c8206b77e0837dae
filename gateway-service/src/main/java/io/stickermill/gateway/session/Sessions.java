package io.stickermill.gateway.session;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes on in a chat with one photo, or with those of one album; and whose text is waited for. */
public interface Sessions {

    /** A text that comes later than this after the button for it is talk. */
    Duration TEXT_WAIT = Duration.ofHours(1);

    /**
     * Opens the session of a photo, or adds the photo to the one of its album. Of a photo that came before, nothing changes.
     *
     * @param request of a person who has been seen
     * @param env the environment that the session belongs to
     * @return the session: an album's is that of the photo which came first, to whichever gateway
     */
    Opened open(PhotoRequest request, String env);

    /**
     * The session of a photo.
     *
     * @param albumCaption the first caption that came with a photo of its album, this one among them; null while none has
     *     come, and where there is no album
     */
    record Opened(UUID id, @Nullable String albumCaption) {}

    /**
     * From now on the person's next text is meant for this job's sticker, and for no other: of two presses at once, one.
     *
     * @param question the reply that asks for it
     * @return what was asked until now
     */
    Optional<Question> expectText(PhotoRequest sticker, UUID question);

    /**
     * From now on the person's next text is the title of this sticker set, and meant for nothing else.
     *
     * @param question the reply that asks for it
     * @return what was asked until now
     */
    Optional<Question> expectTitle(UUID userId, long chatId, UUID setId, UUID question);

    /** From now on what the person says in this chat is talk. Gives what was asked until now. */
    Optional<Question> expectNoText(UUID userId, long chatId);

    /**
     * A question that a person's next text in a chat answers. There is one at a time.
     *
     * @param replyId the reply that asks it
     */
    record Question(UUID replyId, Wanted wanted) {}

    /** What a question is for. */
    enum Wanted {
        STICKER_TEXT,
        SET_TITLE
    }

    /** The job whose sticker the person's text is meant for. Empty if none was asked for, or so long ago that it is talk. */
    Optional<UUID> textExpected(UUID userId, long chatId);

    /**
     * The sticker set whose title a message says: the set that was asked about, or, for the message that said a title last, the
     * same set as before. Empty if no title was asked for, or so long ago that it is talk.
     *
     * @param message the id that the message gives to what it asks for
     */
    Optional<UUID> titleExpected(UUID userId, long chatId, UUID message);

    /**
     * A message has said the set's title: it is no longer waited for.
     *
     * @param message the id that the message gives to what it asks for
     * @return the question that it answers; empty for a message that comes again
     */
    Optional<Question> titleSaid(UUID userId, long chatId, UUID setId, UUID message);

    /**
     * Whether a person's text is waited for, or this message was one that was. One question, for texts that come by the hundred.
     *
     * @param message the id that the message gives to what it asks for
     */
    boolean awaitsText(UUID userId, long chatId, UUID message);
}
