package io.stickermill.history.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.schemas.StickerSetPart;
import io.stickermill.schemas.StickerSetPartState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker of a set, or on its way there; what is not known is absent.
 *
 * @param photo its place among the photos of the pack, from 0
 * @param number in the set, given once: what a new order names it by
 * @param reason why it is not in the set, as one word
 * @param telegramFileId as the set has it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetPart(
        @Nullable Integer photo,
        @Nullable Integer number,

        @Schema(allowableValues = {"making", "ready", "in", "failed"})
        String status,

        @Nullable String emoji,
        @Nullable UUID stickerId,
        @Nullable UUID jobId,
        @Nullable String reason,
        @Nullable String telegramFileId) {

    static SetPart of(StickerSetPart told) {
        return new SetPart(
                told.getPhoto(),
                told.getNumber(),
                told.getState().name().toLowerCase(Locale.ROOT),
                told.getEmoji(),
                told.getStickerId(),
                told.getJobId(),
                told.getFailure(),
                told.getTelegramFileId());
    }

    public boolean is(StickerSetPartState state) {
        return status.equals(state.name().toLowerCase(Locale.ROOT));
    }
}
