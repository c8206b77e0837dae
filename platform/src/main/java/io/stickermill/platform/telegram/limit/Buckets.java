package io.stickermill.platform.telegram.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code limits.buckets}: token buckets that all instances share, by the shared clock. */
final class Buckets {

    /** How long a bucket is kept after it is full again. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** To be raised when a token comes to mean something else: a bucket of before starts anew. */
    private static final long UNITS = 2;

    private final JdbcClient database;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    Buckets(DataSource database, Clock clock) {
        this.database = JdbcClient.create(database);
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("limits.buckets")
                .clientClock(new BucketClock(clock))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .build();
    }

    /** @param flow tokens that come in each period */
    BucketProxy bucket(String name, long capacity, long flow, Duration period) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(flow, period)
                        .build())
                .build();
        return buckets.builder()
                .withImplicitConfigurationReplacement(UNITS, TokensInheritanceStrategy.RESET)
                .build(name, () -> configuration);
    }

    /**
     * Removes buckets that are full again: as good as none. And those that were left by a clock that was ahead, in which
     * nothing flows until that time has come: they are kept for longer than any bucket needs to be full.
     *
     * @param prefix of the names of buckets that are full again within the longest time
     */
    void removeFullAndFuture(String prefix, Duration longestRefill) {
        int _ = database.sql("""
                delete from limits.buckets
                 where id like :prefix || '%'
                   and (expires_at < extract(epoch from now()) * 1000
                        or expires_at > extract(epoch from now()) * 1000 + :longest)
                """)
                .param("prefix", prefix)
                .param("longest", KEPT.plus(longestRefill).toMillis())
                .update();
    }
}
