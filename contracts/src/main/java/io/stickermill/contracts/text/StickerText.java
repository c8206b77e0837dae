package io.stickermill.contracts.text;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody wants written on a sticker: the one rule for captions, for what follows the button, and for the HTTP API. */
public sealed interface StickerText {

    /** As people count: a family of four is one character. The maker has room for so many of any script. */
    int LONGEST = 200;

    /** @param text without control characters; its line breaks are line feeds */
    record Usable(String text) implements StickerText {}

    /** Nothing would be seen of it. */
    record Nothing() implements StickerText {}

    /** @param characters how many there are, as people count */
    record TooLong(int characters) implements StickerText {}

    /** It has control characters or halves of characters: what sent it is no keyboard. */
    record Unprintable() implements StickerText {}

    static StickerText of(@Nullable String said) {
        if (said == null) {
            return new Nothing();
        }
        String text = Rules.LINE_BREAKS
                .matcher(said)
                .replaceAll("\n")
                .replace('\t', ' ')
                .strip();
        if (Rules.UNPRINTABLE.matcher(text).find()) {
            return new Unprintable();
        }
        int characters = characters(text);
        if (characters > LONGEST) {
            return new TooLong(characters);
        }
        // One character may have any number of marks: nobody means that, and each is counted.
        if (text.length() > LONGEST * Rules.LONGEST_CHARACTER) {
            return new TooLong(text.codePointCount(0, text.length()));
        }
        return text.isEmpty() ? new Nothing() : new Usable(text);
    }

    /** What a database and JSON can keep of any words: all but control characters and halves of characters. */
    static @Nullable String kept(@Nullable String said) {
        return said == null ? null : Rules.UNPRINTABLE.matcher(said).replaceAll("\ufffd");
    }

    private static int characters(String text) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        int count = 0;
        while (breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    /** What has no place among the words of an interface. */
    final class Rules {

        private static final Pattern LINE_BREAKS = Pattern.compile("\\R");

        private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]");

        /** In parts of 16 bits; the longest emoji has 15. */
        private static final int LONGEST_CHARACTER = 16;

        private Rules() {}
    }
}
