package io.stickermill.generation.remote;

import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Ends what nobody else ends: orders whose job has ended without them, and photos that were handed over and forgotten. */
class RemoteSweep {

    private static final Logger log = LoggerFactory.getLogger(RemoteSweep.class);

    private static final int BATCH = 100;

    private final RemoteRows rows;
    private final RemoteGenerations generations;
    private final ObjectStorage storage;
    private final Duration longest;
    private final Clock clock;

    RemoteSweep(RemoteRows rows, RemoteGenerations generations, ObjectStorage storage, Duration longest, Clock clock) {
        this.rows = rows;
        this.generations = generations;
        this.storage = storage;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * A dead letter, for one: its order is open still, and nobody looks at it any more. And those of a process that ended before it
     * could tell their provider that nobody wants them.
     */
    @Scheduled(fixedDelayString = "1m", initialDelayString = "30s")
    public void orders() {
        try {
            rows.openOfEndedJobs(BATCH).forEach(generations::cancel);
            rows.toStop(BATCH).forEach(generations::stop);
        } catch (RuntimeException away) {
            log.warn("orders of ended jobs are not ended yet: {}", away.toString());
        }
    }

    @Scheduled(fixedDelayString = "1h", initialDelayString = "5m")
    public void inputs() {
        try {
            Instant old = clock.instant().minus(longest).minus(Duration.ofHours(1));
            String after = "";
            List<ObjectStorage.Listed> found;
            do {
                found = storage.list(StorageKeys.GENERATION_INPUTS, after, BATCH);
                for (ObjectStorage.Listed photo : found) {
                    after = photo.key();
                    if (photo.modifiedAt().isBefore(old)) {
                        storage.delete(photo.key());
                    }
                }
            } while (found.size() == BATCH);
        } catch (RuntimeException away) {
            log.warn("photos that were handed over are not removed yet: {}", away.toString());
        }
    }
}
