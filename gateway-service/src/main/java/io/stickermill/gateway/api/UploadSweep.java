package io.stickermill.gateway.api;

import io.stickermill.gateway.api.ApiRequests.Expired;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.ObjectStorage.Listed;
import io.stickermill.platform.storage.StorageKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes uploaded photos whose time is over: by the table, and now and then by a listing of the bucket, since a database that
 * was restored from a copy knows nothing of the photos that came after it. Storage is called with nothing locked in the
 * database; both go by the database's clock.
 */
class UploadSweep {

    private static final Logger log = LoggerFactory.getLogger(UploadSweep.class);
    private static final int BATCH = 20;
    private static final int PAGE = 1000;

    /** Longer than a batch of removals, each of which may take as long as a call to storage may. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** Storage's clock may differ from the database's. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final ApiRequests requests;
    private final ObjectStorage storage;
    private final IntakeSettings settings;

    UploadSweep(ApiRequests requests, ObjectStorage storage, IntakeSettings settings) {
        this.requests = requests;
        this.storage = storage;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${stickermill.intake.sweep:10m}", initialDelayString = "30s")
    void sweep() {
        List<Expired> expired;
        do {
            expired = requests.claimExpired(BATCH, LEASE);
            for (Expired upload : expired) {
                storage.delete(upload.storageKey());
                requests.removed(upload.jobId());
            }
            if (!expired.isEmpty()) {
                log.info("{} uploads were removed, their time is over", expired.size());
            }
        } while (expired.size() == BATCH);
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5M")
    void sweepUnknown() {
        sweepUnknown(settings.uploadLifetime().plus(GRACE));
    }

    /** @param age of the photos that are looked at, and are removed if no request needs them */
    void sweepUnknown(Duration age) {
        Instant before = requests.now().minus(age);
        String after = "";
        List<Listed> page;
        do {
            page = storage.list(StorageKeys.UPLOADS, after, PAGE);
            for (Listed found : page) {
                after = found.key();
                Optional<UUID> job = StorageKeys.jobOfUpload(found.key());
                if (job.isPresent() && found.modifiedAt().isBefore(before) && !requests.isKept(job.get())) {
                    storage.delete(found.key());
                    log.info("{} was removed: no request needs it", found.key());
                }
            }
        } while (page.size() == PAGE);
    }
}
