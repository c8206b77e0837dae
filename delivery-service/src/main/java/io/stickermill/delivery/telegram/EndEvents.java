package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import io.opentelemetry.context.Scope;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and publishes the events that tell what became of stickers' sends. */
final class EndEvents {

    private final EventPublisher events;
    private final Clock clock;

    EndEvents(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** @param took from the record's arrival to Telegram's answer */
    EndEvent delivered(StickerReady sticker, Message message, Instant at, Duration took, boolean outcomeUnknown) {
        var event = StickerDelivered.newBuilder()
                .setStickerId(sticker.getStickerId())
                .setJobId(sticker.getJobId())
                .setSessionId(sticker.getSessionId())
                .setUserId(sticker.getUserId())
                .setChatId(sticker.getChatId())
                .setStickerIndex(sticker.getStickerIndex())
                .setTelegramFileId(message.sticker().fileId())
                .setTelegramFileUniqueId(message.sticker().fileUniqueId())
                .setTelegramMessageId(message.messageId())
                .setSourcePhotoFileId(sticker.getSourcePhotoFileId())
                .setUserInput(sticker.getUserInput())
                .setStylePresetId(sticker.getStylePresetId())
                .setVariant(sticker.getVariant())
                .setPictureJobId(sticker.getPictureJobId())
                .setPictureProvider(sticker.getPictureProvider())
                .setPictureModel(sticker.getPictureModel())
                .setPictureCost(sticker.getPictureCost())
                .setShape(sticker.getShape())
                .setConfidence(sticker.getConfidence())
                .setOutline(sticker.getOutline())
                .setText(sticker.getText())
                .setStep7Send(took.toMillis())
                .setOutcomeUnknown(outcomeUnknown)
                .setEnv(sticker.getEnv())
                .setRequestedAt(sticker.getRequestedAt())
                .setReadyAt(sticker.getReadyAt())
                .setDeliveredAt(at)
                .build();
        return EndEvent.now(Topics.STICKER_DELIVERED, events.encode(Topics.STICKER_DELIVERED, event));
    }

    /** Publishes that one more send has an outcome that nobody knows. */
    void unknown(StickerReady sticker, int times) {
        var event = GenerationProgressed.newBuilder()
                .setJobId(sticker.getJobId())
                .setUserId(sticker.getUserId())
                .setChatId(sticker.getChatId())
                .setChatKind(sticker.getChatKind())
                .setMessageId(sticker.getMessageId())
                .setThreadId(sticker.getThreadId())
                .setLanguage(sticker.getLanguage())
                .setStep(7)
                .setStartedAt(clock.instant())
                .setUnknownSends(times)
                .setRequestedAt(sticker.getRequestedAt())
                .setReceivedAt(sticker.getReceivedAt())
                .build();
        events.publish(
                Topics.GENERATION_PROGRESS, sticker.getChatId(), sticker.getJobId(), sticker.getStickerId(), event);
    }

    EndEvent failed(StickerReady sticker, End.Failed end) {
        return encoded(failure(
                        sticker.getStickerId(),
                        sticker.getJobId(),
                        sticker.getChatId(),
                        reason(end.why()),
                        end.detail())
                .setSessionId(sticker.getSessionId())
                .setUserId(sticker.getUserId())
                .setDeadLettered(end.deadLettered())
                .setRequestedAt(sticker.getRequestedAt()));
    }

    /** Of a sticker of which nothing but its ids is known. */
    EndEvent unreadable(UUID stickerId, UUID jobId, long chatId, String cause) {
        return encoded(failure(stickerId, jobId, chatId, DeliveryFailure.INTERNAL, cause)
                .setDeadLettered(true));
    }

    EndEvent cancelled(UUID stickerId, JobCommand command) {
        String detail = "cancelled at " + command.getIssuedAt();
        return encoded(failure(stickerId, command.getJobId(), command.getChatId(), DeliveryFailure.CANCELLED, detail)
                .setUserId(command.getUserId())
                .setDeadLettered(false));
    }

    /** @param event null where the end has none */
    void publish(Item sticker, @Nullable EndEvent event) {
        if (event != null) {
            try (Scope _ = event.trace().makeCurrent()) {
                events.publishEncoded(event.topic(), sticker.chatId(), sticker.jobId(), sticker.id(), event.encoded());
            }
        }
    }

    private static DeliveryFailure reason(Why why) {
        return switch (why) {
            case CANCELLED -> DeliveryFailure.CANCELLED;
            case BLOCKED -> DeliveryFailure.BLOCKED;
            case CHAT_GONE -> DeliveryFailure.CHAT_GONE;
            case REFUSED -> DeliveryFailure.REFUSED;
            case EXPIRED -> DeliveryFailure.EXPIRED;
            case NOT_A_STICKER -> DeliveryFailure.NOT_A_STICKER;
            case HELD -> DeliveryFailure.HELD;
            case INTERNAL -> DeliveryFailure.INTERNAL;
            case NOT_MADE, OVER_BUDGET, FORGOTTEN ->
                throw new IllegalArgumentException("no sticker's send ends as " + why);
        };
    }

    private DeliveryFailed.Builder failure(
            UUID stickerId, UUID jobId, long chatId, DeliveryFailure reason, String detail) {
        return DeliveryFailed.newBuilder()
                .setStickerId(stickerId)
                .setJobId(jobId)
                .setChatId(chatId)
                .setReason(reason)
                .setDetail(detail)
                .setFailedAt(clock.instant());
    }

    private EndEvent encoded(DeliveryFailed.Builder failure) {
        return EndEvent.now(Topics.DELIVERY_FAILED, events.encode(Topics.DELIVERY_FAILED, failure.build()));
    }
}
