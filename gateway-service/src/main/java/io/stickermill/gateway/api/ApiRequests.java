package io.stickermill.gateway.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code api_requests}. */
class ApiRequests {

    private final JdbcClient database;

    ApiRequests(JdbcClient database) {
        this.database = database;
    }

    /**
     * What is known of a request.
     *
     * @param beingRemoved its photo is about to be removed: it can be put there again, but not just now
     */
    record Known(String bodyDigest, boolean published, boolean beingRemoved) {}

    /**
     * Notes a request, or finds the one with the same key. Until it is published its photo's lifetime begins anew each time.
     *
     * @param lifetime of its photo
     */
    @Transactional
    Known note(UUID jobId, String bodyDigest, long chatId, String storageKey, Duration lifetime) {
        database.sql("""
                insert into api_requests (job_id, body_digest, chat_id, storage_key, expires_at)
                values (?, ?, ?, ?, now() + make_interval(secs => ?))
                on conflict (job_id) do update
                   set expires_at = excluded.expires_at, removed_at = null, removal_until = null
                 where api_requests.published_at is null and api_requests.body_digest = excluded.body_digest
                   and (api_requests.removal_until is null or api_requests.removal_until < now())
                """)
                .params(jobId, bodyDigest, chatId, storageKey, lifetime.toSeconds())
                .update();
        return database.sql("""
                select body_digest, published_at is not null as published,
                       published_at is null and coalesce(removal_until > now(), false) as being_removed
                  from api_requests where job_id = ?
                """)
                .param(jobId)
                .query((row, _) -> new Known(
                        row.getString("body_digest"), row.getBoolean("published"), row.getBoolean("being_removed")))
                .single();
    }

    void published(UUID jobId) {
        database.sql("update api_requests set published_at = coalesce(published_at, now()) where job_id = ?")
                .param(jobId)
                .update();
    }

    /** An upload whose time is over. */
    record Expired(UUID jobId, String storageKey) {}

    /**
     * Claims uploads whose time is over, for as long as it takes to remove them. Several gateways do so at once.
     *
     * @param lease longer than all their removals together
     */
    List<Expired> claimExpired(int most, Duration lease) {
        return database.sql("""
                update api_requests set removal_until = now() + make_interval(secs => ?)
                 where job_id in (
                    select job_id from api_requests
                     where removed_at is null and expires_at < now() and (removal_until is null or removal_until < now())
                     order by expires_at limit ? for update skip locked)
                returning job_id, storage_key
                """)
                .params(lease.toSeconds(), most)
                .query((row, _) -> new Expired(row.getObject("job_id", UUID.class), row.getString("storage_key")))
                .list();
    }

    /** It is gone. */
    void removed(UUID jobId) {
        database.sql("""
                update api_requests set removed_at = now(), removal_until = null
                 where job_id = ? and removal_until is not null
                """).param(jobId).update();
    }

    /** The database's time. */
    Instant now() {
        return database.sql("select now()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Whether a request's photo may still be asked for. */
    boolean isKept(UUID jobId) {
        return database.sql("""
                select exists (select from api_requests where job_id = ? and removed_at is null and expires_at > now())
                """).param(jobId).query(Boolean.class).single();
    }
}
