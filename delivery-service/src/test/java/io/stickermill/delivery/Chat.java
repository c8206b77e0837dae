package io.stickermill.delivery;

import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A chat in the emulator, and what the other services would publish for it. */
final class Chat {

    private static final AtomicInteger PICTURES = new AtomicInteger();

    private final EventPublisher events;
    private final long id;
    private final EmulatedUser user;
    private final List<UUID> published = new ArrayList<>();

    Chat(String emulator, EventPublisher events, long id) throws Exception {
        this.events = events;
        this.id = id;
        this.user = new EmulatedUser(emulator, id);
        if (id > 0) {
            user.say("hello", "en");
        }
    }

    long id() {
        return id;
    }

    EmulatedUser user() {
        return user;
    }

    /** The stickers that were published for it. */
    List<UUID> published() {
        return published;
    }

    StickerReady ready(Instant at) throws IOException {
        return ready(at, null, null);
    }

    /** @param messageId the photo's */
    StickerReady ready(Instant at, @Nullable Integer messageId, @Nullable Integer threadId) throws IOException {
        UUID jobId = UUID.randomUUID();
        Instant when = at.truncatedTo(ChronoUnit.MILLIS);
        return StickerReady.newBuilder()
                .setStickerId(Ids.sticker(jobId, 0))
                .setJobId(jobId)
                .setSessionId(Ids.session(jobId))
                .setUserId(Ids.user(1, id))
                .setChatId(id)
                .setMessageId(messageId)
                .setThreadId(threadId)
                .setSticker(ByteBuffer.wrap(png()))
                .setWidth(512)
                .setHeight(300)
                .setQuality(90)
                .setRequestedAt(when)
                .setReceivedAt(when)
                .setReadyAt(when)
                .build();
    }

    void publish(StickerReady ready) {
        published.add(ready.getStickerId());
        events.publish(Topics.STICKER_READY, id, ready.getJobId(), ready.getStickerId(), ready);
    }

    void progressed(StickerReady ready, int step) {
        var progress = GenerationProgressed.newBuilder()
                .setJobId(ready.getJobId())
                .setChatId(id)
                .setStep(step)
                .setStartedAt(Instant.now())
                .setRequestedAt(ready.getRequestedAt())
                .setReceivedAt(ready.getReceivedAt())
                .build();
        events.publish(Topics.GENERATION_PROGRESS, id, ready.getJobId(), null, progress);
    }

    void failed(StickerReady ready, boolean deadLettered) {
        var failed = GenerationFailed.newBuilder()
                .setJobId(ready.getJobId())
                .setChatId(id)
                .setReason(GenerationFailure.INTERNAL)
                .setDeadLettered(deadLettered)
                .setFailedAt(Instant.now())
                .build();
        events.publish(Topics.GENERATION_FAILED, id, ready.getJobId(), null, failed);
    }

    /** As generation publishes what comes of a replayed request. */
    void replay(StickerReady ready, String at) {
        var headers = Map.of(GroupHeaders.REPLAY, "generation.dlt-0-3@" + at);
        var replayed = new Delivery("photo-requests", 0, 0, null, Instant.EPOCH, 1, headers, Instant.EPOCH);
        ReplayScope.of(replayed, () -> {
            publish(ready);
            return null;
        });
    }

    void cancel(StickerReady ready) {
        command(ready, JobCommandKind.CANCEL, null);
    }

    /** @param messageId that the button stood under, or whatever stands in the callback's data */
    void delete(StickerReady ready, int messageId) {
        command(ready, JobCommandKind.DELETE, messageId);
    }

    private void command(StickerReady ready, JobCommandKind kind, @Nullable Integer messageId) {
        var command = JobCommand.newBuilder()
                .setCommandId(UUID.randomUUID())
                .setKind(kind)
                .setLanguage("ru")
                .setMessageId(messageId)
                .setJobId(ready.getJobId())
                .setUserId(ready.getUserId())
                .setChatId(id)
                .setIssuedAt(Instant.now())
                .build();
        events.publish(Topics.JOB_COMMANDS, id, ready.getJobId(), null, command);
    }

    /** Each another one. */
    private static byte[] png() throws IOException {
        var out = new ByteArrayOutputStream();
        var picture = new BufferedImage(512, 300, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0xFF000000 | PICTURES.incrementAndGet());
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
