package io.stickermill.gateway.admission;

import io.stickermill.platform.text.Texts;
import java.util.UUID;

/**
 * Why a request is not admitted.
 *
 * @param quota stickers a day, where that is the reason; else 0
 * @param tellingId of the message that tells: the same for all that is refused within a while
 */
public record AdmissionRefusal(Reason reason, int quota, UUID tellingId) {

    /** The operator's switch, the block list, the day's quota; or the person is being forgotten just now. */
    public enum Reason {
        PAUSED("refused_paused"),
        BLOCKED("refused_blocked"),
        QUOTA("refused_quota"),
        FORGETTING("forgetting");

        private final String key;

        Reason(String key) {
            this.key = key;
        }

        /** Names the text. */
        public String key() {
            return key;
        }
    }

    /** What the person is told. */
    public String text(Texts texts, String language) {
        return texts.get(language, reason.key(), quota);
    }
}
