package io.stickermill.contracts.button;

import java.util.List;

/** The emoji that a sticker of a set can be given by a tap; Telegram finds a sticker by it while somebody types. */
public final class SetEmoji {

    /** In the order of their buttons. New ones go to the end: buttons that are out name them by their place. */
    public static final List<String> ALL = List.of(
            "😀", "😂", "😍", "😎", "🤔", "😢", "😡", "😱", "😴", "🥳", "🤗", "😏", "👍", "👎", "👋", "🙏", "💪", "❤️",
            "🔥", "🎉", "🐱", "🐶", "☕", "⭐");

    /** Where nobody has chosen one yet. */
    public static final String DEFAULT = "⭐";

    private SetEmoji() {}
}
