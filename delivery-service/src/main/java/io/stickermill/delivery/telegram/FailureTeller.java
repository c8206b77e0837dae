package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Tells the user, once per job and in their language, why there is no sticker, and takes the status message away. Where a
 * replay brings the sticker in the end, says that as well.
 */
final class FailureTeller {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Deliveries deliveries;
    private final Replies replies;
    private final StatusBoard status;
    private final Texts texts;

    FailureTeller(Deliveries deliveries, Replies replies, StatusBoard status, Texts texts) {
        this.deliveries = deliveries;
        this.replies = replies;
        this.status = status;
        this.texts = texts;
    }

    /**
     * The ledger of sends decides here, too: a job that was cancelled, or whose sticker has come, has had its end, and one
     * that fails now is sent no sticker later, unless by a replay.
     */
    Outcome tell(GenerationFailed failed) {
        UUID stickerId = Ids.sticker(failed.getJobId(), 0);
        String reason = "NOT_MADE: " + failed.getReason();
        deliveries.giveUp(stickerId, failed.getJobId(), failed.getChatId(), reason, null, failed.getDeadLettered());
        return switch (deliveries.stateOf(stickerId)) {
            case "done" -> Outcome.done();
            case "failed" -> deliveries.wasCancelled(stickerId) ? Outcome.done() : tellWhy(failed);
            default -> new Outcome.Wait(LOOK, "a sticker of this job is being sent");
        };
    }

    private Outcome tellWhy(GenerationFailed failed) {
        var to = new Addressee(failed.getChatId(), failed.getFailedAt(), failed.getMessageId());
        return tell(
                failed.getJobId(), to, failed.getLanguage(), failed.getReason().name());
    }

    Outcome tell(StickerReady sticker, DeliveryFailure reason) {
        String text = switch (reason) {
            case EXPIRED, REFUSED, HELD -> reason.name();
            case NOT_A_STICKER, INTERNAL -> "INTERNAL";
            // There is nobody to tell, or they asked for it.
            case BLOCKED, CHAT_GONE, CANCELLED -> null;
        };
        var to = new Addressee(sticker.getChatId(), sticker.getReceivedAt(), sticker.getMessageId());
        return text == null ? Outcome.done() : tell(sticker.getJobId(), to, sticker.getLanguage(), text);
    }

    /** For a job of which nothing but its ids is known. */
    Outcome tellInternal(UUID jobId, long chatId, Instant at) {
        return tell(jobId, new Addressee(chatId, at, null), "en", "INTERNAL");
    }

    /** Who was told that there is no sticker is told that there is one after all; once. */
    Outcome takeBack(StickerReady sticker) {
        return replies.say(
                Ids.reply(sticker.getJobId(), "after all"),
                sticker.getJobId(),
                new Addressee(sticker.getChatId(), sticker.getReceivedAt(), sticker.getMessageId()),
                texts.get(sticker.getLanguage(), "came_after_all"));
    }

    private Outcome tell(UUID jobId, Addressee to, String language, String reason) {
        String text = texts.get(language, "failed_" + reason);
        Outcome told = replies.say(Ids.reply(jobId, "failed"), jobId, to, text);
        if (told instanceof Outcome.Done) {
            status.close(jobId, to.chatId()).ifPresent(message -> status.remove(to.chatId(), message));
        }
        return told;
    }
}
