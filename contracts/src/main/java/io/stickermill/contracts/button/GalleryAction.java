package io.stickermill.contracts.button;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button under a sticker of the gallery asks for, as Telegram carries it in {@code callback_data} (1 to 64 bytes). It
 * names the sticker under which it stands, so that nobody has to remember what a message shows.
 *
 * @param favourites whether the gallery shows favourites only; for {@link Kind#FIRST}, whether it is to
 */
public record GalleryAction(Kind kind, UUID stickerId, boolean favourites) {

    private static final Pattern FORMAT = Pattern.compile("G([a-z]):(" + ShortId.PATTERN + "):([01])");

    /** What is asked for. */
    public enum Kind {
        /** The one before it in time. */
        OLDER('o'),
        NEWER('n'),
        /** The newest of all. */
        FIRST('f'),
        /** Make it a favourite. */
        MARK('m'),
        UNMARK('u'),
        /** Send it once more, to be kept in the chat. */
        SEND('s'),
        /** Make another of its photo. */
        AGAIN('a'),
        /** Say what it was made by. */
        PROMPT('p'),
        DELETE('d');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public String callbackData() {
        return "G" + kind.letter + ":" + ShortId.write(stickerId) + ":" + (favourites ? 1 : 0);
    }

    /** Reads callback data. Empty if it is none of the gallery's: data is input, anyone can send any. */
    public static Optional<GalleryAction> parse(String callbackData) {
        Matcher parts = FORMAT.matcher(callbackData);
        return parts.matches()
                ? Arrays.stream(Kind.values())
                        .filter(kind -> kind.letter == parts.group(1).charAt(0))
                        .findFirst()
                        .map(kind -> new GalleryAction(
                                kind,
                                ShortId.read(parts.group(2)),
                                parts.group(3).equals("1")))
                : Optional.empty();
    }
}
