package io.stickermill.contracts.text;

import java.util.regex.Pattern;

/** Words that are emoji. */
public final class Emoji {

    /** Of one emoji, in parts of 16 bits: families have 11. */
    private static final int LONGEST = 16;

    /** As people count. */
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");

    /** Digits are emoji, too, to Unicode. */
    private static final Pattern PICTURE =
            Pattern.compile("[\\p{IsExtended_Pictographic}\\p{IsEmoji_Presentation}\\x{20E3}]");

    private Emoji() {}

    /** Whether words are one emoji and nothing else, as Telegram takes it of a sticker. */
    public static boolean isOne(String words) {
        return words.length() <= LONGEST
                && ONE_CHARACTER.matcher(words).matches()
                && PICTURE.matcher(words).find();
    }
}
