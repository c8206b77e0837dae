package io.stickermill.gateway.pack;

import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The packs that people have asked for. Of those without an album one is open for a person in a chat. A pack is closed when no
 * more photos come into it, and over when that is published.
 */
public interface Packs {

    /**
     * Opens a pack. Asked for once more, it is the one that there is.
     *
     * @return the one that was open until now, which is closed
     */
    Optional<Pack> open(Pack pack);

    /**
     * Gives a photo the next place in the pack that it belongs to: its album's, else the one that its sender has open in this
     * chat. Empty if there is none. To be called in the transaction that notes the photo, for a photo that is new.
     */
    Optional<PackPart> place(PhotoRequest photo);

    /** A photo of a pack is published: its album, if it is one, is not complete before all that came are. */
    void published(PackPart part);

    Optional<Pack> find(UUID id);

    /** Closes a pack. It may be closed already; empty if it is none of this person's, or no photo has come yet. */
    Optional<Pack> close(UUID id, UUID userId);

    /** Closes the pack that a person has open in a chat, if there is one. */
    Optional<Pack> closeOpen(Asker asker);

    /**
     * Closes those whose album is complete, and those that nobody has sent a photo to for long; gives those that are closed
     * and not over, a few at a time.
     */
    List<Pack> due();

    /** That no more photos come is published. */
    void over(UUID id);
}
