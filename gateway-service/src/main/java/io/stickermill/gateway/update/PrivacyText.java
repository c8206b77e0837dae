package io.stickermill.gateway.update;

import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Topics;
import java.time.Duration;

/** What is kept, and for how long, with the figures that are in force. */
final class PrivacyText {

    private final Texts texts;
    private final Duration uploads;
    private final Duration choices;

    /**
     * The text with its figures.
     *
     * @param uploads how long a photo from the HTTP API is kept
     * @param choices how long what was made to choose from is kept
     */
    PrivacyText(Texts texts, Duration uploads, Duration choices) {
        this.texts = texts;
        this.uploads = uploads;
        this.choices = choices;
    }

    String text(String language) {
        return texts.get(
                language,
                "privacy",
                uploads.toHours(),
                Topics.STICKER_READY.retention().toHours(),
                Topics.PHOTO_REQUESTS.retention().toDays(),
                choices.toHours(),
                Topics.INLINE_QUERIES.retention().toHours());
    }
}
