package io.stickermill.contracts.button;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button under the question whether somebody wants to be forgotten says, as Telegram carries it in {@code callback_data} (1 to
 * 64 bytes).
 *
 * @param sets whether their sticker sets are to go, too
 */
public record ForgetAction(Kind kind, boolean sets) {

    private static final Pattern FORMAT = Pattern.compile("F([a-z]):([01])");

    /** What is said. */
    public enum Kind {
        /** Yes; to be asked once more. */
        YES('y'),
        /** Yes, for the second time. */
        SURE('s'),
        NO('n');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public String callbackData() {
        return "F" + kind.letter + ":" + (sets ? 1 : 0);
    }

    /** Reads callback data. Empty if it is none of these: data is input, anyone can send any. */
    public static Optional<ForgetAction> parse(String callbackData) {
        Matcher parts = FORMAT.matcher(callbackData);
        return parts.matches()
                ? Arrays.stream(Kind.values())
                        .filter(kind -> kind.letter == parts.group(1).charAt(0))
                        .findFirst()
                        .map(kind -> new ForgetAction(kind, parts.group(2).equals("1")))
                : Optional.empty();
    }
}
