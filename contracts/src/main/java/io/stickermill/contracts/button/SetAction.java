package io.stickermill.contracts.button;

import java.util.Optional;
import java.util.UUID;

/**
 * What a button under a message about a sticker set asks for, as Telegram carries it in {@code callback_data} (1 to 64
 * bytes). A sticker is named by its number in the set, which stays when places change: a button may be pressed long after.
 */
public sealed interface SetAction {

    /**
     * Show a set and its stickers.
     *
     * @param from the first place that is listed, from 0
     */
    record Show(UUID setId, int from) implements SetAction {}

    /** Show one sticker of a set, and what can be done with it. */
    record ShowSticker(UUID setId, int part) implements SetAction {}

    /** Ask for the set's new title. */
    record AskTitle(UUID setId) implements SetAction {}

    /**
     * Put a sticker at another place; a set without a picture of its own is shown by its first.
     *
     * @param place from 0
     */
    record Move(UUID setId, int part, int place) implements SetAction {}

    /** Show the set by this sticker in lists, whichever is its first. */
    record Picture(UUID setId, int part) implements SetAction {}

    /** Take a sticker out of the set. */
    record Remove(UUID setId, int part) implements SetAction {}

    /**
     * Give a sticker another emoji.
     *
     * @param emoji its place in {@link SetEmoji#ALL}
     */
    record Emoji(UUID setId, int part, int emoji) implements SetAction {}

    /**
     * Delete the set.
     *
     * @param confirmed whether this is the second question's button
     */
    record Delete(UUID setId, boolean confirmed) implements SetAction {}

    /**
     * No more photos come into a pack: its set can be made.
     *
     * @param setId the pack
     */
    record EndPack(UUID setId) implements SetAction {}

    /**
     * Leave a drawing of a sheet out, or take it in again.
     *
     * @param setId the pack that the sheet becomes
     * @param cell from 0
     */
    record SheetCell(UUID setId, SheetSize size, int cell) implements SetAction {}

    /**
     * Make a pack of a sheet's drawings.
     *
     * @param setId the pack
     */
    record MakeSheet(UUID setId, SheetSize size) implements SetAction {}

    /** The set that is meant. */
    UUID setId();

    default String callbackData() {
        return SetCallbackData.write(this);
    }

    /** Reads callback data. Empty if it is none of a set's: data is input, anyone can send any. */
    static Optional<SetAction> parse(String callbackData) {
        return SetCallbackData.read(callbackData);
    }
}
