package io.stickermill.contracts.style;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A style that a person can choose: one of the house, or one that somebody else's model makes. */
public sealed interface StickerStyle permits StylePreset, RemoteStyle {

    /** What an id looks like; buttons carry it. */
    Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,19}");

    /** In events, callback data and the HTTP API: {@code pop-art}. */
    String id();

    /**
     * For people.
     *
     * @param language as {@link io.stickermill.platform.text.Texts#languageFor} gives it
     */
    String title(String language);

    /** One that says the style, for whoever looks for such a sticker in a set. */
    Optional<String> emoji();

    /** What one picture of it costs whoever runs the bot, in US dollars. Zero for one of the house. */
    BigDecimal price();
}
