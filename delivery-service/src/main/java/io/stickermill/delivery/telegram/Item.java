package io.stickermill.delivery.telegram;

import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is sent once, as the ledger of sends knows it.
 *
 * @param jobId the job that it belongs to
 */
record Item(UUID id, Kind kind, @Nullable UUID jobId, long chatId) {

    enum Kind {
        STICKER,
        REPLY,
        /** Answers a press or a wish: counts for no budget of replies. */
        ANSWER,
        /** Shows a job's sticker in every style, and goes with it. */
        SHEET;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Item of(StickerReady sticker) {
        return new Item(sticker.getStickerId(), Kind.STICKER, sticker.getJobId(), sticker.getChatId());
    }

    /** The one sticker of a job. */
    static Item stickerOf(UUID jobId, long chatId) {
        return new Item(Ids.sticker(jobId, 0), Kind.STICKER, jobId, chatId);
    }
}
