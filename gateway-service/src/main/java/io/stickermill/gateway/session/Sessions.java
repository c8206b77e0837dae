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
     * @return the reply that asked for a text until now
     */
    Optional<UUID> expectText(PhotoRequest sticker, UUID question);

    /** From now on what the person says in this chat is talk. Gives the reply that asked for a text, if one was waited for. */
    Optional<UUID> expectNoText(UUID userId, long chatId);

    /** The job whose sticker the person's text is meant for. Empty if none was asked for, or so long ago that it is talk. */
    Optional<UUID> textExpected(UUID userId, long chatId);

    /** Whether a person's text is waited for, or was taken in as this job. One question, for texts that come by the hundred. */
    boolean awaitsText(UUID userId, long chatId, UUID jobId);
}
