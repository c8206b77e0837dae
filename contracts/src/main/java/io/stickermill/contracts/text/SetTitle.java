package io.stickermill.contracts.text;

import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody wants a sticker set to be called: what Telegram takes as a title. */
public sealed interface SetTitle {

    /** In code points. */
    int LONGEST = 64;

    /** @param title one line of 1 to {@link #LONGEST} characters */
    record Usable(String title) implements SetTitle {}

    /** @param characters how many there are */
    record TooLong(int characters) implements SetTitle {}

    /** Nothing would be seen of it, or it has control characters or halves of characters. */
    record Unprintable() implements SetTitle {}

    static SetTitle of(String said) {
        return switch (StickerText.of(said)) {
            case StickerText.Unprintable _, StickerText.Nothing _ -> new Unprintable();
            case StickerText.TooLong _ -> new TooLong(said.codePointCount(0, said.length()));
            case StickerText.Usable(String text) -> ofPrintable(oneLine(text));
        };
    }

    /**
     * A title that a program wants.
     *
     * @throws IllegalArgumentException that says to it why Telegram would not take it
     */
    static String checked(String said) {
        return switch (of(said)) {
            case Usable(String title) when !hasLink(title) -> title;
            case Usable _ ->
                throw new IllegalArgumentException(
                        "title has a link or a name of somebody in it, which Telegram does not take.");
            case TooLong(int characters) ->
                throw new IllegalArgumentException(
                        "title has " + characters + " characters; " + LONGEST + " are the most.");
            case Unprintable _ ->
                throw new IllegalArgumentException("title has nothing that can be seen, or control characters.");
        };
    }

    private static SetTitle ofPrintable(String title) {
        int characters = title.codePointCount(0, title.length());
        if (characters > LONGEST) {
            return new TooLong(characters);
        }
        return Rules.VISIBLE.matcher(title).find() ? new Usable(title) : new Unprintable();
    }

    /**
     * A person's name, for the title of their first set. Empty for one that can't stand in a title: Telegram refuses titles with
     * links.
     */
    static Optional<String> name(String firstName) {
        return StickerText.of(firstName) instanceof StickerText.Usable(String name)
                        && name.codePoints().anyMatch(Character::isLetterOrDigit)
                        && !hasLink(name)
                ? Optional.of(oneLine(name))
                : Optional.empty();
    }

    /** Telegram refuses such a title. */
    static boolean hasLink(String title) {
        return Rules.LINK.matcher(title).find();
    }

    /** As much of it as a title has room for. */
    static String cut(String title) {
        return title.codePointCount(0, title.length()) <= LONGEST
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST)).strip();
    }

    private static String oneLine(String text) {
        return Rules.SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** What has no place in a title, and what must be in it. */
    final class Rules {

        private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

        private static final Pattern VISIBLE = Pattern.compile("[^\\p{Z}\\p{M}\\p{Cc}\\p{Cf}]");

        private static final Pattern LINK = Pattern.compile("://|@|t\\.me", Pattern.CASE_INSENSITIVE);

        private Rules() {}
    }
}
