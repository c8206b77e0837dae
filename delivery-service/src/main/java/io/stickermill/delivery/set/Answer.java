package io.stickermill.delivery.set;

import java.util.List;

/** What a request about sets came to, for the person who asked. */
sealed interface Answer {

    /** @param part where it is now, or was there before */
    record InSet(StickerSet set, Part part, boolean before) implements Answer {}

    /** Empty if they have none. */
    record Listed(List<StickerSet> sets) implements Answer {}

    /** @param from the first place that is listed, from 0 */
    record Shown(StickerSet set, List<Part> parts, int from) implements Answer {}

    /** One sticker, with what can be done to it; in a message of its own, or under the one that it has. */
    record Sticker(StickerSet set, Part part, int count, boolean anew) implements Answer {}

    record Removed(StickerSet set) implements Answer {}

    record Renamed(StickerSet set) implements Answer {}

    /** It has another picture. */
    record Pictured(StickerSet set) implements Answer {}

    /** Asks once more. */
    record SureToDelete(StickerSet set) implements Answer {}

    record Deleted(StickerSet set) implements Answer {}

    /** @param key of the text that says why not */
    record Refused(String key) implements Answer {}
}
