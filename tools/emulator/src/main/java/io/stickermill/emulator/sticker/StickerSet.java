package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set and its stickers in their order.
 *
 * @param owner the user; 0 for a set that came from elsewhere
 * @param thumbnail a file's id; null where the first sticker is shown
 */
record StickerSet(
        String name,
        String title,
        long owner,
        SetType type,
        @Nullable String thumbnail,
        List<Member> members) {

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TITLE = 64;

    /**
     * One sticker.
     *
     * @param fileId of the sticker as the set has it
     * @param emoji one or more
     */
    record Member(String fileId, StickerFormat format, List<String> emoji, List<String> keywords) {

        Member withEmoji(List<String> other) {
            return new Member(fileId, format, other, keywords);
        }

        Member withKeywords(List<String> other) {
            return new Member(fileId, format, emoji, other);
        }
    }

    /**
     * The rule for names: core.telegram.org/bots/api#createnewstickerset.
     *
     * @throws Refusal if a bot of this user name can make no set of this name
     */
    static String checkedName(String name, String bot) {
        if (name.isEmpty()) {
            throw Refusal.badRequest("sticker set name must be non-empty");
        }
        boolean fine = name.length() <= LONGEST_NAME
                && name.matches("[A-Za-z][A-Za-z0-9_]*")
                && !name.contains("__")
                && name.toLowerCase(Locale.ROOT).endsWith("_by_" + bot.toLowerCase(Locale.ROOT));
        if (!fine) {
            throw Refusal.badRequest("invalid sticker set name is specified");
        }
        return name;
    }

    /** @throws Refusal if it is empty or longer than 64 characters */
    static String checkedTitle(String title) {
        if (title.isBlank()) {
            throw Refusal.badRequest("sticker set title must be non-empty");
        }
        if (title.codePointCount(0, title.length()) > LONGEST_TITLE) {
            throw Refusal.badRequest("PACK_TITLE_INVALID");
        }
        return title;
    }

    StickerSet withTitle(String other) {
        return new StickerSet(name, other, owner, type, thumbnail, members);
    }

    StickerSet withThumbnail(@Nullable String fileId) {
        return new StickerSet(name, title, owner, type, fileId, members);
    }

    StickerSet withMembers(List<Member> others) {
        return new StickerSet(name, title, owner, type, thumbnail, List.copyOf(others));
    }

    Optional<Member> member(String fileId) {
        return members.stream().filter(member -> member.fileId().equals(fileId)).findFirst();
    }

    /** One that is in it already stays where it is. */
    StickerSet with(Member added) {
        if (member(added.fileId()).isPresent()) {
            return this;
        }
        if (members.size() >= type.most()) {
            throw Refusal.badRequest("STICKERS_TOO_MUCH");
        }
        List<Member> more = new ArrayList<>(members);
        more.add(added);
        return withMembers(more);
    }

    StickerSet without(Member gone) {
        List<Member> fewer = new ArrayList<>(members);
        fewer.remove(gone);
        return withMembers(fewer);
    }

    StickerSet replaced(Member old, Member by) {
        List<Member> others = new ArrayList<>(members);
        others.set(members.indexOf(old), by);
        return withMembers(others);
    }

    /** A place behind the end is the last one. */
    StickerSet moved(Member member, int place) {
        List<Member> others = new ArrayList<>(members);
        others.remove(member);
        others.add(Math.min(place, others.size()), member);
        return withMembers(others);
    }
}
