package io.stickermill.gateway.admission;

import io.stickermill.contracts.credit.Credits;
import io.stickermill.platform.text.Texts;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not admitted.
 *
 * @param quota stickers a day, where that is the reason; else 0
 * @param tellingId of the message that tells: the same for all that is refused within a while, but for orders that are not paid
 * @param cost of the order, where that is the reason; else null
 */
public record AdmissionRefusal(
        Reason reason, int quota, UUID tellingId, @Nullable Cost cost) {

    /**
     * What an order costs its person, in credits.
     *
     * @param balance what they have; null where others read what is said
     */
    public record Cost(
            UUID jobId, BigDecimal price, @Nullable BigDecimal balance) {}

    /**
     * The operator's switch, the block list, the day's quota, or the person's credits; what it costs is so much that they must agree
     * first; or they are being forgotten just now.
     */
    public enum Reason {
        PAUSED("refused_paused"),
        BLOCKED("refused_blocked"),
        QUOTA("refused_quota"),
        CREDIT("refused_credit"),
        AGREEMENT("refused_agreement"),
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
        if (cost == null) {
            return texts.get(language, reason.key(), quota);
        }
        String price = Credits.text(cost.price());
        return cost.balance() == null
                ? texts.get(language, reason.key() + "_among_others", price)
                : texts.get(language, reason.key(), price, Credits.text(cost.balance()));
    }
}
