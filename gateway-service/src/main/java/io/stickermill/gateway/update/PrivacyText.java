package io.stickermill.gateway.update;

import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Topics;
import java.time.Duration;

/** What is kept, and for how long, with the figures that are in force. */
final class PrivacyText {

    private final Texts texts;
    private final Duration uploads;

    /** @param uploads how long a photo from the HTTP API is kept */
    PrivacyText(Texts texts, Duration uploads) {
        this.texts = texts;
        this.uploads = uploads;
    }

    String text(String language) {
        return texts.get(
                language,
                "privacy",
                uploads.toHours(),
                Topics.STICKER_READY.retention().toHours(),
                Topics.PHOTO_REQUESTS.retention().toDays());
    }
}
