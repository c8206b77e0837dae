package io.stickermill.generation.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GenerationRetention.class)
class GenerationExpiries {

    /** A job whose record lies in the dead letters has not ended; its row only counts attempts. */
    @Bean
    Expiring generationsExpire(JdbcClient database, GenerationRetention lifetimes) {
        return new Expiring("generations", lifetimes.generations(), ExpiredRows.of(database, """
                delete from generations where id in (
                    select id from generations
                     where request is null and coalesce(ended_at, created_at) < :before
                       and (state <> 'claimed' or lease_until < :before)
                     order by coalesce(ended_at, created_at) limit :most for update skip locked)
                """));
    }

    @Bean
    Expiring remoteGenerationsExpire(JdbcClient database, GenerationRetention lifetimes) {
        return new Expiring(
                "remote_generations",
                lifetimes.remoteGenerations(),
                ExpiredRows.olderIn(database, "remote_generations", "id", "created_at"));
    }

    @Bean
    Expiring cancelledJobsExpire(JdbcClient database, GenerationRetention lifetimes) {
        return new Expiring(
                "cancelled_jobs",
                lifetimes.cancelledJobs(),
                ExpiredRows.olderIn(database, "cancelled_jobs", "job_id", "cancelled_at"));
    }
}
