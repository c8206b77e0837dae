package io.stickermill.gateway.update;

import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept, and for how long, with the figures that are in force. */
final class PrivacyText {

    private final Texts texts;
    private final Duration uploads;
    private final Duration choices;
    private final boolean sells;
    private final boolean forgets;

    /**
     * The text with its figures.
     *
     * @param uploads how long a photo from the HTTP API is kept
     * @param choices how long what was made to choose from is kept
     * @param sells whether people have credits
     * @param forgets whether people can have themselves forgotten
     */
    PrivacyText(Texts texts, Duration uploads, Duration choices, boolean sells, boolean forgets) {
        this.texts = texts;
        this.uploads = uploads;
        this.choices = choices;
        this.sells = sells;
        this.forgets = forgets;
    }

    String text(String language) {
        String kept = texts.get(
                language,
                "privacy",
                uploads.toHours(),
                Topics.STICKER_READY.retention().toHours(),
                Topics.longestStay().toDays(),
                choices.toHours(),
                Topics.INLINE_QUERIES.retention().toHours());
        return Stream.of(
                        Optional.of(kept),
                        Optional.of("privacy_credits").filter(_ -> sells).map(key -> texts.get(language, key)),
                        Optional.of("privacy_forget").filter(_ -> forgets).map(key -> texts.get(language, key)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }
}
