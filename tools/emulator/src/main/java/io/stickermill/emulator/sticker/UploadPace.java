package io.stickermill.emulator.sticker;

import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.fault.Pauses;
import io.stickermill.emulator.message.RateLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The pace at which the server takes large files: those of the same length, to the byte, one after the other. What would wait too
 * long is refused, after a while, for a minute (tdlib/telegram-bot-api's own checks before a file is uploaded). The server does so
 * to all requests with files; here the methods of sticker sets do.
 */
public final class UploadPace {

    private static final long SMALL = 100_000;
    private static final long BYTES_A_MILLISECOND = 10_000;
    private static final long SHORTEST_MS = 200;
    private static final long LONGEST_MS = 900;
    private static final long BUCKET_MS = 1000;
    private static final long PATIENCE_MS = 5000;
    private static final Duration BEFORE_REFUSAL = Duration.ofSeconds(3);
    private static final long REFUSED_FOR = 60;

    private final RateLimits limits;
    private final Pauses pauses;

    /** When the next file of this length would be taken without a bucket. */
    private final Map<Long, Long> even = new HashMap<>();

    public UploadPace(RateLimits limits, Pauses pauses) {
        this.limits = limits;
        this.pauses = pauses;
    }

    /**
     * Returns when the files of the request are taken.
     *
     * @throws Refusal 429 if that would be too late
     */
    void take(ApiRequest request) {
        long bytes = request.uploads().values().stream().mapToLong(Upload::size).sum();
        if (limits.limits().uploadPace() == 0 || bytes <= SMALL) {
            return;
        }
        long wait = reserve(bytes, System.nanoTime() / 1_000_000);
        if (wait > PATIENCE_MS) {
            pauses.rest(BEFORE_REFUSAL);
            throw Refusal.tooManyRequests(REFUSED_FOR);
        }
        pauses.rest(Duration.ofMillis(wait));
    }

    /** The wait in milliseconds; one that is too long reserves nothing. {@code now} is in milliseconds, too. */
    synchronized long reserve(long bytes, long now) {
        long free = Math.max(even.getOrDefault(bytes, now), now);
        long wait = Math.max(0, free - BUCKET_MS - now);
        if (wait <= PATIENCE_MS) {
            even.put(bytes, free + Math.clamp(bytes / BYTES_A_MILLISECOND, SHORTEST_MS, LONGEST_MS));
        }
        return wait;
    }
}
