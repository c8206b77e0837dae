package io.stickermill.platform.telegram.limit;

import io.github.bucket4j.distributed.BucketProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Downloads share one bucket across all instances. What a user waits for is only counted, down to a debt if need be; what
 * nobody waits for comes after it: it takes what is left, and waits while there is a debt.
 */
public final class DownloadLimits implements AutoCloseable {

    /** A debt of more is none: Telegram is asked again then. */
    private static final Duration LONGEST_DEBT = Duration.ofHours(1);

    private final Buckets buckets;
    private final DownloadLimitSettings settings;
    private final String name;
    private final ExecutorService counting = Executors.newVirtualThreadPerTaskExecutor();

    /** @param botId names the bot's bucket */
    public DownloadLimits(DataSource database, DownloadLimitSettings settings, long botId, Clock clock) {
        this.buckets = new Buckets(database, clock);
        this.settings = settings;
        this.name = "downloads/" + botId;
        buckets.removeFullAndFuture(name, LONGEST_DEBT);
    }

    /** A user waits for this one: it goes at once and is counted meanwhile, and no fault of the counting hurts it. */
    public void goesFirst() {
        BucketProxy bucket = bucket();
        if (bucket != null) {
            Future<?> _ = counting.submit(() -> bucket.consumeIgnoringRateLimits(1));
        }
    }

    /**
     * Waits until a download that nobody waits for may go, {@code max-wait} at most. To be called right before it, outside
     * of any transaction.
     *
     * @return false if its turn does not come in time
     */
    public boolean awaitAfterOthers() {
        BucketProxy bucket = bucket();
        return bucket == null || bucket.asBlocking().tryConsumeUninterruptibly(1, settings.maxWait());
    }

    /** Telegram has refused one with 429: for so long none that nobody waits for goes, on any instance. */
    public void holdOthersBack(Duration retryAfter) {
        BucketProxy bucket = bucket();
        if (bucket != null) {
            long flow = Math.max(1, retryAfter.toMillis() * flow() / 1000);
            long missing = flow - Math.max(0, -bucket.getAvailableTokens());
            if (missing > 0) {
                bucket.consumeIgnoringRateLimits(Math.max(0, bucket.getAvailableTokens()) + missing);
            }
        }
    }

    @Override
    public void close() {
        counting.shutdown();
    }

    private int flow() {
        return settings.perSecond() - settings.perSecond() / 3;
    }

    /** Capacity and what flows in within a second are the figure together. */
    private @Nullable BucketProxy bucket() {
        int figure = settings.perSecond();
        if (figure == 0) {
            return null;
        }
        return buckets.bucket(name, figure / 3, flow(), Duration.ofSeconds(1));
    }
}
