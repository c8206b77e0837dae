package io.stickermill.generation.job;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Files that lie in storage for a while, each with a row that says until when.
 *
 * @param remover removes an object by its key; one that is gone already is no error
 * @param table with the columns {@code storage_key} and {@code expires_at}
 */
record ShortLivedFiles(
        JdbcClient database, TransactionOperations transaction, Consumer<String> remover, Clock clock, String table) {

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
            keys.forEach(remover);
            if (!keys.isEmpty()) {
                database.sql("delete from %s where storage_key in (:keys)".formatted(table))
                        .param("keys", keys)
                        .update();
            }
            return keys.size();
        });
        return removed == null ? 0 : removed;
    }
}
