package io.stickermill.generation.remote;

import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.RemoteGenerationStatus;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells whoever lists generations how each stands, whole, after each change. What could not be told is told later; what two
 * instances tell at once is the same.
 */
class RemoteTelling {

    private static final Logger log = LoggerFactory.getLogger(RemoteTelling.class);

    private static final int BATCH = 100;

    private final RemoteRows rows;
    private final EventPublisher events;
    private final ReentrantLock one = new ReentrantLock();

    RemoteTelling(RemoteRows rows, EventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    /** By a rate: what has a fixed delay shares one thread with all else that has, and waits for the slowest of them. */
    @Scheduled(fixedRateString = "1s", initialDelayString = "2s")
    public void tell() {
        if (!one.tryLock()) {
            return;
        }
        try {
            for (List<RemoteRow> untold = rows.untold(BATCH); !untold.isEmpty(); untold = rows.untold(BATCH)) {
                for (RemoteRow row : untold) {
                    events.publish(Topics.GENERATION_CHANGES, row.chatId(), row.jobId(), null, event(row));
                    rows.told(row);
                }
            }
        } catch (RuntimeException away) {
            log.warn("generations are not told of yet: {}", away.toString());
        } finally {
            one.unlock();
        }
    }

    static RemoteGenerationChanged event(RemoteRow row) {
        return RemoteGenerationChanged.newBuilder()
                .setGenerationId(row.id())
                .setJobId(row.jobId())
                .setNumber(row.number())
                .setUserId(row.userId())
                .setChatId(row.chatId())
                .setSessionId(row.sessionId())
                .setKind(row.kind())
                .setStyle(row.style())
                .setProvider(row.provider())
                .setModel(row.model())
                .setPrompt(row.prompt())
                .setPrice(row.price().toPlainString())
                .setStatus(status(row.status()))
                .setPaid(row.paid())
                .setReason(row.why() == null ? null : row.why().name())
                .setDetail(row.detail())
                .setAssetKey(row.assetKey())
                .setPreviewKey(key(row.previewKey()))
                .setThumbnailKey(key(row.thumbnailKey()))
                .setEnv(row.env())
                .setCreatedAt(row.createdAt())
                .setStartedAt(row.startedAt())
                .setMadeAt(row.madeAt())
                .setEndedAt(row.endedAt())
                .setChangedAt(row.changedAt())
                .build();
    }

    /** An empty one is of a picture that can't be drawn. */
    private static @Nullable String key(@Nullable String key) {
        return key == null || key.isEmpty() ? null : key;
    }

    private static RemoteGenerationStatus status(Status status) {
        return switch (status) {
            case INTENDED -> RemoteGenerationStatus.INTENDED;
            case RUNNING -> RemoteGenerationStatus.RUNNING;
            case SUCCEEDED -> RemoteGenerationStatus.SUCCEEDED;
            case FAILED -> RemoteGenerationStatus.FAILED;
            case UNKNOWN -> RemoteGenerationStatus.LOST_SIGHT;
            case CANCELLED -> RemoteGenerationStatus.CANCELLED;
        };
    }
}
