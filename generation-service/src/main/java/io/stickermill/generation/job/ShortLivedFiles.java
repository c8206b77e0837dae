package io.stickermill.generation.job;

import io.stickermill.platform.storage.ObjectStorage;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Files that lie in storage for a while, each with a row that says until when.
 *
 * @param table with the columns {@code storage_key} and {@code expires_at}
 */
record ShortLivedFiles(
        JdbcClient database, TransactionOperations transaction, ObjectStorage storage, Clock clock, String table) {

    /**
     * Removes those whose time is over, files first. Several instances may do so at once.
     *
     * @return how many, at most a batch
     */
    int removeExpired(int batch) {
        Integer removed = transaction.execute(_ -> {
            List<String> keys = database.sql("""
                    select storage_key from %s where expires_at <= ?
                     order by expires_at limit ? for update skip locked
                    """.formatted(table))
                    .params(Timestamp.from(clock.instant()), batch)
                    .query((row, _) -> row.getString("storage_key"))
                    .list();
            keys.forEach(key -> {
                storage.delete(key);
                database.sql("delete from %s where storage_key = ?".formatted(table))
                        .param(key)
                        .update();
            });
            return keys.size();
        });
        return removed == null ? 0 : removed;
    }
}
