package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** What the stickers of a set are for. */
enum SetType {
    REGULAR(120),
    MASK(120),
    CUSTOM_EMOJI(200);

    private final int most;

    SetType(int most) {
        this.most = most;
    }

    /** Stickers that fit in. */
    int most() {
        return most;
    }

    /** As the Bot API writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Regular if none is named; throws a {@link Refusal} 400 if there is no such type. */
    static SetType named(String word) {
        return word.isEmpty()
                ? REGULAR
                : Arrays.stream(values())
                        .filter(type -> type.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> Refusal.badRequest("unsupported sticker type specified"));
    }
}
