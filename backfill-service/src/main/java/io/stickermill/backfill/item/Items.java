package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.schemas.BackfillRequested;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger of items, and what the rows that they are for say now. */
class Items {

    private final JdbcClient database;
    private final Ledger ledger;

    Items(JdbcClient database, BackfillSettings settings) {
        this.database = database;
        this.ledger = new Ledger(database, "backfill_items", settings.lease());
    }

    /**
     * An item, and its row at this moment.
     *
     * @param endedBefore the item had ended at least once
     * @param rowExists and is not deleted
     * @param path where the row says its file is
     * @param storedAtKnown the path is known to be true; what was brought in only claims it
     * @param fileId the row's file id now, of a session, whose last sticker changes
     */
    record Look(
            boolean endedBefore,
            boolean rowExists,
            @Nullable String path,
            boolean storedAtKnown,
            @Nullable String fileId) {}

    /** Empty if there is no such item: its run was not planned here. */
    Optional<Look> look(BackfillRequested item) {
        String row = switch (item.getSubject()) {
            case STICKER -> """
                    select result_storage_path as path, stored_at is not null as known, telegram_file_id as file_id
                      from history.stickers where id = :subject and deleted_at is null""";
            case SESSION -> """
                    select last_sticker_storage_path as path, true as known, last_sticker_file_id as file_id
                      from gateway.sessions where id = :subject""";
            case PACK_SHEET -> """
                    select cleaned_sheet_storage_path as path, cleaned_sheet_stored_at is not null as known,
                           null::text as file_id
                      from history.pack_batches where id = :subject""";
            case UNKNOWN -> throw new IllegalArgumentException("no subject");
        };
        return database.sql("""
                select i.ended_at is not null as ended_before, r.known is not null as row_exists, r.path,
                       coalesce(r.known, false) as known, r.file_id
                  from backfill_items i left join lateral (%s) r on true
                 where i.id = :id
                """.formatted(row))
                .param("id", item.getItemId())
                .param("subject", item.getSubjectId())
                .query((found, _) -> new Look(
                        found.getBoolean("ended_before"),
                        found.getBoolean("row_exists"),
                        found.getString("path"),
                        found.getBoolean("known"),
                        found.getString("file_id")))
                .optional();
    }

    /** Of an item that there is. */
    ItemState stateOf(UUID id) {
        return database.sql("select upper(state) from backfill_items where id = ?")
                .param(id)
                .query((row, _) -> ItemState.valueOf(row.getString(1)))
                .single();
    }

    /** Empty if there is no such item. */
    Optional<UUID> runOf(UUID id) {
        return database.sql("select run_id from backfill_items where id = ?")
                .param(id)
                .query((row, _) -> row.getObject("run_id", UUID.class))
                .optional();
    }

    Claim claim(UUID id) {
        return ledger.claim(id);
    }

    void release(UUID id, Claim.Granted claim) {
        ledger.release(id, claim);
    }

    void end(UUID id, Claim.Granted claim, Ending ending) {
        database.sql("""
                update backfill_items
                   set state = :state, reason = :reason, detail = :detail, storage_key = :key, size_bytes = :size,
                       ended_at = now()
                 where id = :id and claim_token = :token and state = 'claimed'
                """)
                .param("state", ending.state())
                .param("reason", ending.reason())
                .param("detail", ending.detail())
                .param("key", ending.storageKey())
                .param("size", ending.size())
                .param("id", id)
                .param("token", claim.token())
                .update();
    }

    /** To be worked on once more; that it had ended is kept. */
    void reopen(UUID id) {
        database.sql("update backfill_items set state = 'free' where id = ? and state in ('done', 'skipped', 'failed')")
                .param(id)
                .update();
    }

    /** Of a run that was cancelled. */
    void cancel(UUID id) {
        database.sql("update backfill_items set state = 'cancelled', ended_at = now() where id = ? and state = 'free'")
                .param(id)
                .update();
    }
}
