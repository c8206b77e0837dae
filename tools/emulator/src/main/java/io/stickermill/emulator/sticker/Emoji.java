package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.Refusal;
import java.util.List;

/** The emoji and keywords of a sticker, as they may be given. */
final class Emoji {

    private static final int MOST = 20;
    private static final int MOST_KEYWORDS = 20;
    private static final int LONGEST_KEYWORDS = 64;
    private static final int KEYCAP = 0x20E3;

    private Emoji() {}

    /** @throws Refusal if there are none, too many, or something else than emoji */
    static List<String> of(JsonNode list) {
        List<String> emoji = texts(list);
        if (emoji.isEmpty()) {
            throw Refusal.badRequest("emoji list must be non-empty");
        }
        if (emoji.size() > MOST) {
            throw Refusal.badRequest("too many emoji specified");
        }
        if (!emoji.stream().allMatch(Emoji::isOne)) {
            throw Refusal.badRequest("expected a Unicode emoji");
        }
        return emoji;
    }

    /** @throws Refusal if there are too many; its words are a guess */
    static List<String> keywords(JsonNode list) {
        List<String> words = texts(list);
        if (words.size() > MOST_KEYWORDS || String.join("", words).length() > LONGEST_KEYWORDS) {
            throw Refusal.badRequest("too many keywords specified");
        }
        return words;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private static boolean isOne(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .anyMatch(point -> Character.isEmojiPresentation(point)
                                || Character.isExtendedPictographic(point)
                                || point == KEYCAP)
                && text.codePoints().noneMatch(point -> Character.isLetter(point) || Character.isWhitespace(point));
    }
}
