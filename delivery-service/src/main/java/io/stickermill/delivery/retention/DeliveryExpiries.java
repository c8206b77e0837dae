package io.stickermill.delivery.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whichever of its roles a process has: the tables are those of all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryRetention.class)
class DeliveryExpiries {

    /** A claim that has not ended is somebody's still, however old it is. */
    private static final String OF_A_LEDGER = """
            delete from %1$s where id in (
                select id from %1$s
                 where coalesce(ended_at, created_at) < :before and (state <> 'claimed' or lease_until < :before)
                 order by coalesce(ended_at, created_at) limit :most for update skip locked)
            """;

    @Bean
    Expiring deliveriesExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "deliveries", lifetimes.deliveries(), ExpiredRows.of(database, OF_A_LEDGER.formatted("deliveries")));
    }

    @Bean
    Expiring uploadsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring("uploads", lifetimes.uploads(), ExpiredRows.of(database, OF_A_LEDGER.formatted("uploads")));
    }

    @Bean
    Expiring statusMessagesExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "status_messages",
                lifetimes.statusMessages(),
                ExpiredRows.olderIn(database, "status_messages", "job_id", "created_at"));
    }

    @Bean
    Expiring albumJobsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "album_jobs",
                lifetimes.statusMessages(),
                ExpiredRows.olderIn(database, "album_jobs", "job_id", "since"));
    }

    /** What was asked of sets; the sets themselves stay for as long as Telegram has them. */
    @Bean
    Expiring setRequestsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "set_requests",
                lifetimes.deliveries(),
                ExpiredRows.olderIn(database, "set_requests", "id", "ended_at"));
    }

    @Bean
    Expiring packsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "packs", lifetimes.deliveries(), ExpiredRows.olderIn(database, "packs", "id", "created_at"));
    }

    @Bean
    Expiring packPartsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring(
                "pack_parts",
                lifetimes.deliveries(),
                ExpiredRows.olderIn(database, "pack_parts", "job_id", "created_at"));
    }

    /** After so long it is tried anyway whether a chat can be reached. Where a group has moved is true for good. */
    @Bean
    Expiring unreachableChatsExpire(JdbcClient database, DeliveryRetention lifetimes) {
        return new Expiring("unreachable_chats", lifetimes.deliveries(), ExpiredRows.of(database, """
                delete from known_chats where chat_id in (
                    select chat_id from known_chats where refused_at < :before and moved_to is null
                     order by refused_at limit :most for update skip locked)
                """));
    }
}
