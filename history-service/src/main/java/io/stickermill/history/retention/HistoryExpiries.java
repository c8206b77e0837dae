package io.stickermill.history.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.platform.storage.ObjectStorage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistoryRetention.class)
class HistoryExpiries {

    @Bean
    OldJobs oldJobs(JdbcClient database) {
        return new OldJobs(database);
    }

    @Bean
    DeletedFiles deletedFiles(JdbcClient database, ObjectStorage storage) {
        return new DeletedFiles(database, storage);
    }

    @Bean
    UndeliveredFiles undeliveredFiles(JdbcClient database, ObjectStorage storage) {
        return new UndeliveredFiles(database, storage);
    }

    @Bean
    Expiring timelinesExpire(OldJobs jobs, HistoryRetention lifetimes) {
        return new Expiring("timelines", lifetimes.timelines(), jobs);
    }

    /** Moments that came when their job was gone already: the deletion of an old sticker, for one. */
    @Bean
    Expiring lateMomentsExpire(JdbcClient database, HistoryRetention lifetimes) {
        return new Expiring("late_moments", lifetimes.timelines(), ExpiredRows.of(database, """
                delete from job_events where (job_id, moment) in (
                    select job_id, moment from job_events e
                     where at < :before and (select j.id from jobs j where j.id = e.job_id) is null
                     order by at limit :most for update skip locked)
                """));
    }

    /** As late moments: of a sticker that circled for longer than its job is kept. */
    @Bean
    Expiring unknownSendsExpire(JdbcClient database, HistoryRetention lifetimes) {
        return new Expiring("unknown_sends", lifetimes.timelines(), ExpiredRows.of(database, """
                delete from unknown_sends where (job_id, number) in (
                    select job_id, number from unknown_sends e
                     where at < :before and (select j.id from jobs j where j.id = e.job_id) is null
                     order by at limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring deletedStickersExpire(DeletedFiles files, HistoryRetention lifetimes) {
        return new Expiring("deleted_stickers", lifetimes.deletedStickers(), files);
    }

    @Bean
    Expiring stickerSetsExpire(JdbcClient database, HistoryRetention lifetimes) {
        return new Expiring(
                "sticker_sets",
                lifetimes.deletedSets(),
                ExpiredRows.olderIn(database, "sticker_sets", "id", "over_at"));
    }

    @Bean
    Expiring undeliveredObjectsExpire(UndeliveredFiles files, HistoryRetention lifetimes) {
        return new Expiring("undelivered_objects", lifetimes.undeliveredObjects(), files);
    }

    @Bean
    Expiring deletionsExpire(JdbcClient database, HistoryRetention lifetimes) {
        return new Expiring(
                "deletions",
                lifetimes.deletions(),
                ExpiredRows.olderIn(database, "deletions", "sticker_id", "deleted_at"));
    }
}
