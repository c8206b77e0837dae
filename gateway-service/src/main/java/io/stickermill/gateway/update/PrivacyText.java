package io.stickermill.gateway.update;

import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Topics;
import java.time.Duration;

/** What is kept, and for how long, with the figures that are in force. */
final class PrivacyText {

    private final Texts texts;
    private final Duration uploads;
    private final Duration choices;
    private final boolean forgets;

    /**
     * The text with its figures.
     *
     * @param uploads how long a photo from the HTTP API is kept
     * @param choices how long what was made to choose from is kept
     * @param forgets whether people can have themselves forgotten
     */
    PrivacyText(Texts texts, Duration uploads, Duration choices, boolean forgets) {
        this.texts = texts;
        this.uploads = uploads;
        this.choices = choices;
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
        return forgets ? kept + "\n\n" + texts.get(language, "privacy_forget") : kept;
    }
}
