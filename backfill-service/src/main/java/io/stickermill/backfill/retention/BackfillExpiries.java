package io.stickermill.backfill.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackfillRetention.class)
class BackfillExpiries {

    /** Ordered, so that each run's are read by their index: else, of few runs, all items are read for one that has none left. */
    @Bean
    Expiring backfillItemsExpire(JdbcClient database, BackfillRetention lifetimes) {
        return new Expiring("backfill_items", lifetimes.backfillItems(), ExpiredRows.of(database, """
                delete from backfill_items where id in (
                    select i.id from backfill_runs r, lateral (
                        select id from backfill_items where run_id = r.id order by id limit :most for update skip locked) i
                     where r.ended_at < :before limit :most)
                """));
    }

    @Bean
    Expiring unknownObjectsExpire(JdbcClient database, BackfillRetention lifetimes) {
        return new Expiring(
                "unknown_objects",
                lifetimes.unknownObjects(),
                ExpiredRows.olderIn(database, "unknown_objects", "run_id, storage_key", "found_at"));
    }
}
