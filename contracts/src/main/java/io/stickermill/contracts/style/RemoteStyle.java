package io.stickermill.contracts.style;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A style that an image model of somebody else makes, for money.
 *
 * @param id in events and the HTTP API, beside those of {@link StylePreset}
 * @param titles for people, by language; English is among them
 * @param prompt what the model is told; {@code {wish}} in it is what the person says, or nothing
 * @param emoji that a sticker of it is found by; null for none
 * @param models who makes it: the first that can
 */
public record RemoteStyle(
        String id,
        Map<String, String> titles,
        String prompt,
        @Nullable String emoji,
        List<RemoteModel> models) {

    /** Where the person's words go. */
    public static final String WISH = "{wish}";

    /** @param language as {@code Texts.languageFor} gives it */
    public String title(String language) {
        return titles.getOrDefault(language, titles.getOrDefault("en", id));
    }
}
