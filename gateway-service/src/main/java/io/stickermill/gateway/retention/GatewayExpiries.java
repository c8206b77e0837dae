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
        return new Expiring("photo_requests", lifetimes.photoRequests(), ExpiredRows.of(database, """
                delete from photo_requests where job_id in (
                    select job_id from photo_requests where created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }

    /** Of stickers that were never delivered, or not as the session's last. */
    @Bean
    Expiring earlyPathsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("early_paths", lifetimes.photoRequests(), ExpiredRows.of(database, """
                delete from early_paths where sticker_id in (
                    select sticker_id from early_paths where created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring albumsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("albums", lifetimes.photoRequests(), ExpiredRows.of(database, """
                delete from albums where (chat_id, media_group_id) in (
                    select chat_id, media_group_id from albums where created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring packsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("packs", lifetimes.photoRequests(), ExpiredRows.of(database, """
                delete from packs where id in (
                    select id from packs where created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring sheetsExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("sheets", lifetimes.photoRequests(), ExpiredRows.of(database, """
                delete from sheets where id in (
                    select id from sheets where created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring setAsideUpdatesExpire(JdbcClient database, GatewayRetention lifetimes) {
        return new Expiring("set_aside_updates", lifetimes.setAsideUpdates(), ExpiredRows.of(database, """
                delete from set_aside_updates where id in (
                    select id from set_aside_updates where last_at < :before
                     order by last_at limit :most for update skip locked)
                """));
    }

    /** Longer than the longest while in which a thing is told once. */
    @Bean
    Expiring tellingsExpire(JdbcClient database) {
        return new Expiring("chat_tellings", Duration.ofDays(2), ExpiredRows.of(database, """
                delete from chat_tellings where (chat_id, what) in (
                    select chat_id, what from chat_tellings where since < :before
                     order by since limit :most for update skip locked)
                """));
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
