package io.stickermill.generation.job;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.remote.PictureOrder;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens to a job. */
final class GenerationEvents {

    private static final Logger log = LoggerFactory.getLogger(GenerationEvents.class);

    private final EventPublisher events;
    private final Clock clock;

    GenerationEvents(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** A step begins. Nobody waits for it to be in Kafka: progress is worth no delay and no retry. */
    void began(PhotoRequested request, Step step) {
        tell(request, progress(request, step.number()).build());
    }

    /**
     * A picture is waited for that somebody else's model makes.
     *
     * @param since when its person began to wait for it
     * @param place how many come before it; null if that is not known
     * @param waits whether no model works on it at this time
     */
    void remote(PhotoRequested request, Instant since, @Nullable Integer place, boolean waits) {
        tell(
                request,
                progress(request, Step.FETCH.number())
                        .setRemoteSince(since)
                        .setRemotePlace(place)
                        .setRemoteWaits(waits)
                        .build());
    }

    private GenerationProgressed.Builder progress(PhotoRequested request, int step) {
        return GenerationProgressed.newBuilder()
                .setJobId(request.getJobId())
                .setPackBatchId(request.getPackBatchId())
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setMessageId(request.getMessageId())
                .setThreadId(request.getThreadId())
                .setLanguage(request.getLanguage())
                .setStep(step)
                .setStartedAt(clock.instant())
                .setRequestedAt(request.getRequestedAt())
                .setReceivedAt(request.getReceivedAt());
    }

    private void tell(PhotoRequested request, GenerationProgressed progress) {
        var _ = events.publishAsync(Topics.GENERATION_PROGRESS, request.getChatId(), request.getJobId(), null, progress)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "step {} of job {} was not told: {}",
                                progress.getStep(),
                                request.getJobId(),
                                failure.toString());
                    }
                });
    }

    /**
     * A job waits for others of its chat.
     *
     * @param before number of those that come before it
     */
    void queued(PhotoRequested request, int before) {
        tell(request, progress(request, 1).setQueuePlace(before).build());
    }

    /**
     * A sticker is made.
     *
     * @param others where the variants after it lie, made already
     * @param picture of another's model that it shows; null if it shows none
     */
    void ready(
            PhotoRequested request,
            MadeSticker made,
            Duration fetch,
            List<String> others,
            @Nullable PictureOrder picture) {
        UUID stickerId = Ids.sticker(request.getJobId(), 0);
        Map<String, Long> times = new TreeMap<>();
        times.put(Step.FETCH.key(), fetch.toMillis());
        made.times().forEach((step, time) -> times.put(step.key(), time.toMillis()));
        var ready = StickerReady.newBuilder()
                .setStickerId(stickerId)
                .setJobId(request.getJobId())
                .setSessionId(request.getSessionId())
                .setPackBatchId(request.getPackBatchId())
                .setPackIndex(request.getPackIndex())
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setMessageId(request.getMessageId())
                .setThreadId(request.getThreadId())
                .setLanguage(request.getLanguage())
                .setSticker(ByteBuffer.wrap(made.webp()))
                .setWidth(made.width())
                .setHeight(made.height())
                .setQuality(made.quality())
                .setSourcePhotoFileId(request.getPhotoFileId())
                .setUserInput(request.getUserInput())
                .setStylePresetId(request.getStylePresetId())
                .setVariant(request.getVariant())
                .setPictureJobId(picture == null ? null : picture.jobId())
                .setPictureProvider(picture == null ? null : picture.provider())
                .setPictureModel(picture == null ? null : picture.model())
                .setPictureCost(picture == null ? null : picture.price().toPlainString())
                .setShape(StickerShape.valueOf(made.shape().name()))
                .setConfidence(made.confidence())
                .setChoices(made.choices())
                .setOtherChoices(others)
                .setOutline(request.getOutline())
                .setText(request.getText())
                .setStepMs(times)
                .setEnv(request.getEnv())
                .setRequestedAt(request.getRequestedAt())
                .setReceivedAt(request.getReceivedAt())
                .setReadyAt(clock.instant())
                .build();
        events.publish(Topics.STICKER_READY, request.getChatId(), request.getJobId(), stickerId, ready);
    }

    void failed(PhotoRequested request, GenerationFailure reason, String detail, boolean deadLettered) {
        var failed = GenerationFailed.newBuilder()
                .setJobId(request.getJobId())
                .setSessionId(request.getSessionId())
                .setPackBatchId(request.getPackBatchId())
                .setPackIndex(request.getPackIndex())
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setMessageId(request.getMessageId())
                .setThreadId(request.getThreadId())
                .setLanguage(request.getLanguage())
                .setReason(reason)
                .setDetail(detail)
                .setDeadLettered(deadLettered)
                .setRequestedAt(request.getRequestedAt())
                .setFailedAt(clock.instant())
                .build();
        events.publish(Topics.GENERATION_FAILED, request.getChatId(), request.getJobId(), null, failed);
    }

    /** Of a request that can't be read, its headers tell the job and its key the chat. */
    void failedUnread(UUID jobId, long chatId, String detail) {
        var failed = GenerationFailed.newBuilder()
                .setJobId(jobId)
                .setChatId(chatId)
                .setReason(GenerationFailure.INTERNAL)
                .setDetail(detail)
                .setDeadLettered(true)
                .setFailedAt(clock.instant())
                .build();
        events.publish(Topics.GENERATION_FAILED, chatId, jobId, null, failed);
    }
}
