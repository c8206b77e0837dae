package io.stickermill.contracts.button;

import io.stickermill.contracts.style.StickerStyle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The emoji that a sticker of a set can be given by a tap; Telegram finds a sticker by it while somebody types. */
public final class SetEmoji {

    /** In the order of their buttons. New ones go to the end: buttons that are out name them by their place. */
    public static final List<String> ALL = List.of(
            "😀", "😂", "😍", "😎", "🤔", "😢", "😡", "😱", "😴", "🥳", "🤗", "😏", "👍", "👎", "👋", "🙏", "💪", "❤️",
            "🔥", "🎉", "🐱", "🐶", "☕", "⭐");

    /** Where nobody has chosen one yet. */
    public static final String DEFAULT = "⭐";

    private SetEmoji() {}

    /**
     * What suits a sticker: the first emoji of its text, else that of its style. Empty if neither has one.
     *
     * @param style empty if there is no such style any more
     */
    public static Optional<String> proposed(@Nullable String text, Optional<StickerStyle> style) {
        return Optional.ofNullable(text)
                .flatMap(words -> words.codePoints()
                        .filter(SetEmoji::standsAlone)
                        .mapToObj(Character::toString)
                        .findFirst())
                .or(() -> style.flatMap(StickerStyle::emoji));
    }

    /** Not half of a flag, and no colour of skin. */
    private static boolean standsAlone(int character) {
        return Character.isEmojiPresentation(character)
                && !Character.isEmojiModifier(character)
                && !(character >= 0x1F1E6 && character <= 0x1F1FF);
    }
}
