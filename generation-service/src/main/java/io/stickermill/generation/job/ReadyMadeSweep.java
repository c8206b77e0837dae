package io.stickermill.generation.job;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes what was made for who might want it, by the tables and not by a listing of the bucket. */
public final class ReadyMadeSweep {

    private static final Logger log = LoggerFactory.getLogger(ReadyMadeSweep.class);
    private static final int BATCH = 100;

    private final List<ShortLivedFiles> files;

    ReadyMadeSweep(List<ShortLivedFiles> files) {
        this.files = files;
    }

    @Scheduled(fixedDelayString = "${stickermill.generation.sweep:10m}", initialDelayString = "30s")
    public void sweep() {
        files.forEach(ReadyMadeSweep::sweep);
    }

    private static void sweep(ShortLivedFiles files) {
        int removed;
        do {
            removed = files.removeExpired(BATCH);
            if (removed > 0) {
                log.info("{} files of {} were removed, their time is over", removed, files.table());
            }
        } while (removed == BATCH);
    }
}
