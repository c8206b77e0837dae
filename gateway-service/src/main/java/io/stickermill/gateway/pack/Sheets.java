package io.stickermill.gateway.pack;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.session.Asker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The sheets that people have sent to have a pack of them. */
public interface Sheets {

    /** For so long what a person says may be about the sheet that they sent last. */
    Duration TALK = Duration.ofHours(1);

    /** Notes a sheet. Sent once more, it is the one that there is. */
    void note(Sheet sheet);

    /** @param packId the pack that it becomes */
    Optional<Sheet> find(UUID packId);

    /** The sheet that a person has sent last to a chat, within {@link #TALK} and not made yet. */
    Optional<Sheet> last(Asker asker);

    /**
     * Leaves a drawing out, or takes it in again. Nothing if the pack is being made.
     *
     * @param press its id; the same once more changes nothing
     */
    void toggle(UUID packId, int cell, String press);

    /** Leaves these drawings out and takes all others in. Nothing if the pack is being made. */
    void leaveOut(UUID packId, Set<Integer> cells);

    /** The pack is being made, with what is not left out now. The first size counts. */
    void make(UUID packId, SheetSize size);
}
