package io.stickermill.gateway.api;

import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.platform.text.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a sticker can look like, for programs that let people choose. */
@RestController
class StyleController {

    private final StickerStyles styles;
    private final Prices prices;

    StyleController(StickerStyles styles, Prices prices) {
        this.styles = styles;
        this.prices = prices;
    }

    /** @param styles those of the house, then the remote ones, as people see them */
    record Styles(List<Style> styles) {}

    /**
     * One of them.
     *
     * @param id as orders name it
     * @param title for people
     * @param emoji one that says it; absent for none
     * @param remote whether a model of somebody else makes it, for money
     * @param price of a picture, in US dollars, as whoever runs the bot pays it; zero for one of the house
     * @param credits that it costs its person; absent where nothing costs them anything
     */
    record Style(
            String id,
            String title,
            @Nullable String emoji,
            boolean remote,
            BigDecimal price,
            @Nullable BigDecimal credits) {

        static Style of(StickerStyle style, Prices prices, String language) {
            return new Style(
                    style.id(),
                    style.title(language),
                    style.emoji().orElse(null),
                    style instanceof RemoteStyle,
                    style.price(),
                    prices.areOn() && style instanceof RemoteStyle remote ? prices.of(remote) : null);
        }
    }

    @Operation(operationId = "styles", summary = "The styles that a sticker can be ordered in, with their prices")
    @GetMapping("/v1/styles")
    Styles styles(
            @Parameter(description = "Of the titles: en or ru; English for any other", example = "en")
                    @RequestParam(defaultValue = "en")
                    String language) {
        String known = Texts.languageFor(language);
        return new Styles(styles.all().stream()
                .map(style -> Style.of(style, prices, known))
                .toList());
    }
}
