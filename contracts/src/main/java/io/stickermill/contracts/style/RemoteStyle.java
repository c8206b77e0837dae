package io.stickermill.contracts.style;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A style that an image model of somebody else makes, for money.
 *
 * @param id in events and the HTTP API, beside those of {@link StylePreset}
 * @param titles for people, by language; English is among them
 * @param prompt what the model is told; {@code {wish}} in it is what the person says, or nothing
 * @param emoji that a sticker of it is found by; empty for none
 * @param preview a picture of what it looks like, for the sheet of styles; a file of the operator's
 * @param models who makes it: the first that can
 */
public record RemoteStyle(
        String id,
        Map<String, String> titles,
        String prompt,
        Optional<String> emoji,
        Optional<Path> preview,
        List<RemoteModel> models)
        implements StickerStyle {

    /** Where the person's words go. */
    public static final String WISH = "{wish}";

    @Override
    public String title(String language) {
        return titles.getOrDefault(language, titles.getOrDefault("en", id));
    }

    /** As the first of its models has it. */
    @Override
    public BigDecimal price() {
        return models.getFirst().price();
    }
}
