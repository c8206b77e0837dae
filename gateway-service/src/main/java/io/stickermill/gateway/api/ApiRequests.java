package io.stickermill.gateway.api;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code api_requests}. */
@Repository
class ApiRequests {

    private final JdbcClient database;

    ApiRequests(JdbcClient database) {
        this.database = database;
    }

    /** What is known of a request. */
    record Known(String bodyDigest, boolean published) {}

    /** Notes a request, or finds the one with the same key. */
    @Transactional
    Known note(UUID jobId, String bodyDigest, long chatId, String storageKey, Instant expiresAt) {
        database.sql("""
                insert into api_requests (job_id, body_digest, chat_id, storage_key, expires_at)
                values (?, ?, ?, ?, ?)
                on conflict (job_id) do nothing
                """)
                .params(jobId, bodyDigest, chatId, storageKey, Timestamp.from(expiresAt))
                .update();
        return database.sql("select body_digest, published_at from api_requests where job_id = ?")
                .param(jobId)
                .query((row, _) -> new Known(row.getString("body_digest"), row.getTimestamp("published_at") != null))
                .single();
    }

    void published(UUID jobId) {
        database.sql("update api_requests set published_at = coalesce(published_at, now()) where job_id = ?")
                .param(jobId)
                .update();
    }

    /**
     * Hands the keys of uploads whose time is over to somebody who removes them. Several gateways may do so at once.
     *
     * @return number of keys, at most a batch
     */
    @Transactional
    int expired(Instant now, int batch, Consumer<String> remove) {
        List<UUID> removed = database.sql("""
                select job_id, storage_key from api_requests where removed_at is null and expires_at < ?
                 order by expires_at limit ? for update skip locked
                """)
                .params(Timestamp.from(now), batch)
                .query((row, _) -> {
                    remove.accept(row.getString("storage_key"));
                    return row.getObject("job_id", UUID.class);
                })
                .list();
        removed.forEach(jobId -> database.sql("update api_requests set removed_at = now() where job_id = ?")
                .param(jobId)
                .update());
        return removed.size();
    }
}
