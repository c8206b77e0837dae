package io.stickermill.generation.remote;

import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that our table has forgotten, since the database came back from a copy: what was told of them lies in their topic. A request
 * that is read once more after that is not paid once more.
 */
final class ForgottenOrders {

    private static final Logger log = LoggerFactory.getLogger(ForgottenOrders.class);

    /** A request of this age has waited, or is read once more. */
    private static final Duration OLD = Duration.ofSeconds(30);

    /** What the clocks of Telegram and of the broker may differ by. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final RemoteRows rows;
    private final TopicScan topics;
    private final Clock clock;

    ForgottenOrders(RemoteRows rows, TopicScan topics, Clock clock) {
        this.rows = rows;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Writes down anew what the topic knows of the orders of a job that the table knows none of.
     *
     * @return whether there were any
     */
    boolean recall(PhotoRequested request, String orderKey) {
        if (request.getRequestedAt().isAfter(clock.instant().minus(OLD))) {
            return false;
        }
        Map<Integer, RemoteGenerationChanged> youngest = new TreeMap<>();
        topics.read(Topics.GENERATION_CHANGES, request.getRequestedAt().minus(CLOCKS), found -> {
            RemoteGenerationChanged told = found.value();
            if (told.getJobId().equals(request.getJobId())) {
                youngest.merge(
                        told.getNumber(),
                        told,
                        (one, other) -> other.getChangedAt().isBefore(one.getChangedAt()) ? one : other);
            }
        });
        youngest.values().forEach(told -> {
            log.warn(
                    "remote generation {} of job {} was forgotten, and was {} when it was told of",
                    told.getGenerationId(),
                    told.getJobId(),
                    told.getStatus());
            rows.recall(told, orderKey);
        });
        return !youngest.isEmpty();
    }
}
