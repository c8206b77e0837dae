package io.stickermill.generation.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes stickers that nobody wanted, by the table and not by a listing of the bucket. */
public final class ReadyMadeSweep {

    private static final Logger log = LoggerFactory.getLogger(ReadyMadeSweep.class);
    private static final int BATCH = 100;

    private final ReadyMadeStickers stickers;

    ReadyMadeSweep(ReadyMadeStickers stickers) {
        this.stickers = stickers;
    }

    @Scheduled(fixedDelayString = "${stickermill.generation.sweep:10m}", initialDelayString = "30s")
    public void sweep() {
        int removed;
        do {
            removed = stickers.removeExpired(BATCH);
            if (removed > 0) {
                log.info("{} stickers that were made beside others were removed, their time is over", removed);
            }
        } while (removed == BATCH);
    }
}
