package io.stickermill.gateway.person;

import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.PersonForgotten;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people have asked us to forget, how far that is, and what went. */
public interface Forgets {

    /** Whether people can be forgotten here at all: there is a key for their hashes. */
    boolean isOn();

    /** Whether a person is being forgotten just now: nothing more is taken from them until that is done. */
    boolean isOpen(long telegramId);

    /**
     * Whether a person who writes meanwhile is to be told to wait: once.
     *
     * @return false if they are not being forgotten, or have been told
     */
    boolean tellsToWait(long telegramId);

    /**
     * Begins to forget a person, unless that is begun.
     *
     * @param requestId the same for the same wish
     * @return what every service is to be told, also if they may have been; the wish before, if another is not done yet. Empty if
     *     this very wish is done
     * @throws IllegalStateException if people can't be forgotten here
     */
    Optional<ForgetRequested> begin(UUID requestId, Person person, boolean sets, String language);

    /**
     * Notes what a service has removed.
     *
     * @return whether it was the last: the person is forgotten
     */
    boolean done(PersonForgotten result);

    /**
     * A receipt.
     *
     * @param removed what each service has removed, of those that are done
     * @param endedAt null while it goes on
     */
    record Receipt(
            UUID id,
            Instant requestedAt,
            boolean sets,
            SortedMap<String, Map<String, Long>> removed,
            @Nullable Instant endedAt) {}

    Optional<Receipt> receipt(UUID id);

    /** The newest. */
    List<Receipt> receipts(int most);
}
