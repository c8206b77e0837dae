package io.stickermill.gateway.api;

import io.stickermill.contracts.text.StickerText;
import io.stickermill.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The text that a program wants on its sticker. */
final class OrderText {

    private OrderText() {}

    /**
     * Refused before anything is noted: the same request with another text may use the same key.
     *
     * @throws org.springframework.web.ErrorResponseException that says why it can't be set
     */
    static @Nullable String of(@Nullable String text) {
        return switch (StickerText.of(text)) {
            case StickerText.Usable(String usable) -> usable;
            case StickerText.Nothing _ -> null;
            case StickerText.TooLong(int characters) ->
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "text must have at most " + StickerText.LONGEST
                                + " characters, as people count them; this one has " + characters + ".");
            case StickerText.Unprintable _ ->
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "text must not have control characters (U+0000 and the like) or halves of characters.");
        };
    }
}
