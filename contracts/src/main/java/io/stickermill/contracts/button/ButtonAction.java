package io.stickermill.contracts.button;

import io.stickermill.schemas.StickerMode;
import java.util.Optional;
import java.util.UUID;

/**
 * What a button asks for, as Telegram carries it in {@code callback_data} (1 to 64 bytes). Keyboards are built of these
 * alone, and the gateway's switch over them is exhaustive: there is no button without somebody who answers it.
 */
public sealed interface ButtonAction {

    /**
     * Make another sticker of the same photo.
     *
     * @param jobId the job whose photo it is
     * @param variant the variant to make, one above the one under which the button stands
     */
    record Again(UUID jobId, int variant) implements ButtonAction {}

    /**
     * Send a variant that was made together with the first.
     *
     * @param jobId the job under whose sticker the button stands
     */
    record ReadyMade(UUID jobId, int variant) implements ButtonAction {}

    /**
     * Make it in another style.
     *
     * @param style its id; there may be no such style any more
     */
    record Restyle(UUID jobId, String style) implements ButtonAction {}

    /** Make it with or without its outline. */
    record Outline(UUID jobId, boolean wanted) implements ButtonAction {}

    /** Make it a card or a cut-out. */
    record Reshape(UUID jobId, StickerMode mode) implements ButtonAction {}

    /** Ask for the text that is to be set on it. */
    record AskText(UUID jobId) implements ButtonAction {}

    /** Show the sticker in every style. */
    record ShowStyles(StickerMenu menu) implements ButtonAction {
        @Override
        public UUID jobId() {
            return menu.jobId();
        }
    }

    /**
     * Remove a sheet of styles, but no sticker.
     *
     * @param jobId the job whose sticker it shows
     */
    record CloseStyles(UUID jobId) implements ButtonAction {}

    /** Show the menu again, where the styles' names stand in its place. */
    record ShowMenu(StickerMenu menu) implements ButtonAction {
        @Override
        public UUID jobId() {
            return menu.jobId();
        }
    }

    /** Show what its model was told. */
    record ShowPrompt(UUID jobId) implements ButtonAction {}

    /**
     * Put a sticker into the person's own sticker set.
     *
     * @param index place of the sticker among those of its job
     */
    record AddToSet(UUID jobId, int index) implements ButtonAction {}

    /**
     * Remove a sticker.
     *
     * @param index place of the sticker among those of its job
     */
    record Delete(UUID jobId, int index) implements ButtonAction {}

    /**
     * Stop a job.
     *
     * @param album whether the other photos of its album are to stop, too
     */
    record Cancel(UUID jobId, boolean album) implements ButtonAction {}

    /** The job that is meant. */
    UUID jobId();

    default String callbackData() {
        return CallbackData.write(this);
    }

    /** Reads callback data. Empty if it is none of ours: data is input, anyone can send any. */
    static Optional<ButtonAction> parse(String callbackData) {
        return CallbackData.read(callbackData);
    }
}
