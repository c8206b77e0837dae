package io.stickermill.delivery.set;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words that a sticker of a set is found by: those of the text on it, as many as Telegram takes. */
final class StickerKeywords {

    /** Bot API, setStickerKeywords. */
    private static final int MOST = 20;

    /** Of all words together; the commas between them are counted, too, to be safe. */
    private static final int LONGEST = 64;

    private static final String BETWEEN = ",";

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private StickerKeywords() {}

    /** @param text on the sticker; null for none */
    static List<String> of(@Nullable String text) {
        Set<String> words = new LinkedHashSet<>();
        int room = LONGEST;
        for (String word : NO_WORD.split(text == null ? "" : text.toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty() && !words.contains(word) && words.size() < MOST && word.length() < room) {
                words.add(word);
                room -= word.length() + BETWEEN.length();
            }
        }
        return new ArrayList<>(words);
    }

    /** As they stand in a column. */
    static String joined(List<String> words) {
        return String.join(BETWEEN, words);
    }

    static List<String> split(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(BETWEEN));
    }
}
