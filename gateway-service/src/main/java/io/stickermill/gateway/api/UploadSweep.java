package io.stickermill.gateway.api;

import io.stickermill.platform.storage.ObjectStorage;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes uploaded photos whose time is over, by the table and not by a listing of the bucket. */
@Component
class UploadSweep {

    private static final Logger log = LoggerFactory.getLogger(UploadSweep.class);
    private static final int BATCH = 100;

    private final ApiRequests requests;
    private final ObjectStorage storage;
    private final Clock clock;

    UploadSweep(ApiRequests requests, ObjectStorage storage, Clock clock) {
        this.requests = requests;
        this.storage = storage;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${stickermill.intake.sweep:10m}", initialDelayString = "30s")
    void sweep() {
        int removed;
        do {
            removed = requests.expired(clock.instant(), BATCH, storage::delete);
            if (removed > 0) {
                log.info("{} uploads were removed, their time is over", removed);
            }
        } while (removed == BATCH);
    }
}
