package io.stickermill.delivery.telegram;

import org.jspecify.annotations.Nullable;

/** How a send ended. Nothing follows an end but the replay of a dead letter. */
sealed interface End {

    /**
     * It is in the chat.
     *
     * @param fileId Telegram's, of a sticker
     */
    record Arrived(int messageId, @Nullable String fileId) implements End {}

    /**
     * It is not in the chat.
     *
     * @param deadLettered whether a replay may bring it after all
     */
    record Failed(Why why, String detail, boolean deadLettered) implements End {

        Failed(Why why, String detail) {
            this(why, detail, false);
        }

        /** As the ledger keeps it. */
        String words() {
            return detail.isEmpty() ? why.name() : why + ": " + detail;
        }

        static Failed read(String words, boolean deadLettered) {
            String[] parts = words.split(": ", 2);
            return new Failed(Why.named(parts[0]), parts.length == 1 ? "" : parts[1], deadLettered);
        }
    }

    enum Why {
        /** Nobody wants it any more. */
        CANCELLED,
        /** There is no sticker. */
        NOT_MADE,
        BLOCKED,
        CHAT_GONE,
        /** Telegram does not take it. */
        REFUSED,
        /** It waited for too long. */
        EXPIRED,
        NOT_A_STICKER,
        /** Whether it was sent is unknown, and a person is to look. */
        HELD,
        /** The chat was told enough within a moment. */
        OVER_BUDGET,
        /** The ledger was restored from a copy, and the topics tell that it had ended. */
        FORGOTTEN,
        INTERNAL;

        /** A later version may know more. */
        static Why named(String name) {
            for (Why why : values()) {
                if (why.name().equals(name)) {
                    return why;
                }
            }
            return INTERNAL;
        }
    }
}
