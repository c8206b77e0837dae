package io.stickermill.gateway.api;

import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.StickerMode;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** What a form says of how its stickers are to look, and of whose they are. */
final class OrderOptions {

    private OrderOptions() {}

    /** @throws org.springframework.web.ErrorResponseException that says which field is wrong */
    static AskedOptions of(OrderForm form, StickerStyles styles) {
        String style = form.field(OrderForm.STYLE).orElse("none");
        String text = OrderText.of(form.field(OrderForm.TEXT).orElse(null));
        if (styles.ofId(style).isEmpty()) {
            throw Problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "style must be one of "
                            + styles.all().stream().map(StickerStyle::id).collect(Collectors.joining(", "))
                            + ".");
        }
        boolean outline = outline(form.field(OrderForm.OUTLINE).orElse("true"));
        StickerMode mode = mode(form.field(OrderForm.MODE).orElse("cut_out"));
        return new AskedOptions(style, outline, text, mode);
    }

    /** @throws org.springframework.web.ErrorResponseException if it is no number */
    static long chat(OrderForm form) {
        try {
            return Long.parseLong(form.required(OrderForm.CHAT_ID).strip());
        } catch (NumberFormatException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "chat_id must be a whole number, the chat's Telegram id.");
        }
    }

    private static boolean outline(String outline) {
        return switch (outline) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "outline must be true or false.");
        };
    }

    private static StickerMode mode(String mode) {
        return switch (mode) {
            case "cut_out" -> StickerMode.CUT_OUT;
            case "card" -> StickerMode.CARD;
            case "cut_out_anyway" -> StickerMode.CUT_OUT_ANYWAY;
            default ->
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "mode must be cut_out, card or cut_out_anyway, not the word that was sent.");
        };
    }
}
