package io.stickermill.gateway.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayRetention.class)
class GatewayExpiries {

    @Bean
    Expiring photoRequestsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "photo_requests",
                lifetimes.photoRequests(),
                ExpiredRows.olderIn(database, "photo_requests", "job_id", "created_at"));
    }

    /** Of stickers that were never delivered, or not as the session's last. */
    @Bean
    Expiring earlyPathsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "early_paths",
                lifetimes.photoRequests(),
                ExpiredRows.olderIn(database, "early_paths", "sticker_id", "created_at"));
    }

    @Bean
    Expiring albumsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "albums",
                lifetimes.photoRequests(),
                ExpiredRows.olderIn(database, "albums", "chat_id, media_group_id", "created_at"));
    }

    /** Their sheets go with them. */
    @Bean
    Expiring packsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "packs", lifetimes.photoRequests(), ExpiredRows.olderIn(database, "packs", "id", "created_at"));
    }

    @Bean
    Expiring setAsideUpdatesExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "set_aside_updates",
                lifetimes.setAsideUpdates(),
                ExpiredRows.olderIn(database, "set_aside_updates", "id", "last_at"));
    }

    /** Longer than the longest while in which a thing is told once. */
    @Bean
    Expiring tellingsExpire(JdbcClient database) {
        return new Expiring(
                "chat_tellings",
                Duration.ofDays(2),
                ExpiredRows.olderIn(database, "chat_tellings", "chat_id, what", "since"));
    }

    @Bean
    Expiring setOrdersExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring(
                "set_orders", lifetimes.apiRequests(), ExpiredRows.olderIn(database, "set_orders", "id", "created_at"));
    }

    /** After its photo, which {@code UploadSweep} removes by this row. */
    @Bean
    Expiring apiRequestsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("api_requests", lifetimes.apiRequests(), ExpiredRows.of(database, """
                delete from api_requests where job_id in (
                    select job_id from api_requests where removed_at is not null and expires_at < :before
                     order by expires_at limit :most for update skip locked)
                """));
    }
}
