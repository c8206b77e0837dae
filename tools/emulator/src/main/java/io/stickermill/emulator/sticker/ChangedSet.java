package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.message.RateLimits;
import io.stickermill.emulator.sticker.StickerSet.Member;
import java.util.function.UnaryOperator;

/** Changes of sets that are there, within the limit of their owners. */
record ChangedSet(StickerSets sets, RateLimits limits) {

    /** How a set changes because of one of its stickers. */
    @FunctionalInterface
    interface OfMember {
        StickerSet change(StickerSet set, Member member);
    }

    /** @throws Refusal if there is no such set, its owner changes too much, or the change is none */
    void named(String name, UnaryOperator<StickerSet> change) {
        limits.acquireSetChange(sets.named(name).owner());
        sets.change(name, change);
    }

    /** @throws Refusal if no set has the sticker, too */
    void having(String fileId, OfMember change) {
        StickerSet set = sets.having(fileId);
        named(set.name(), found -> change.change(found, member(found, fileId)));
    }

    /** @throws Refusal if the set does not have the sticker any more */
    static Member member(StickerSet set, String fileId) {
        return set.member(fileId).orElseThrow(() -> Refusal.badRequest("STICKER_INVALID"));
    }
}
