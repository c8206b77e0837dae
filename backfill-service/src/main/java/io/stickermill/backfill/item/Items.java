package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.schemas.BackfillRequested;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger of items, and what the rows that they are for say now. */
@Component
class Items {

    private final JdbcClient database;
    private final Ledger ledger;

    Items(JdbcClient database, BackfillSettings settings) {
        this.database = database;
        this.ledger = new Ledger(database, "backfill_items", settings.lease());
    }

    /** Empty if there is no such item: its run was not planned here. */
    Optional<Claim> claim(UUID id) {
        boolean planned = database.sql("select 1 from backfill_items where id = ?")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
        return planned ? Optional.of(ledger.claim(id)) : Optional.empty();
    }

    void release(UUID id, Claim.Granted claim) {
        ledger.release(id, claim);
    }

    void end(UUID id, Claim.Granted claim, Ending ending) {
        database.sql("""
                update backfill_items
                   set state = :state, reason = :reason, detail = :detail, size_bytes = :size, ended_at = now()
                 where id = :id and claim_token = :token and state = 'claimed'
                """)
                .param("state", ending.state())
                .param("reason", ending.reason())
                .param("detail", ending.detail())
                .param("size", ending.size())
                .param("id", id)
                .param("token", claim.token())
                .update();
    }

    /** An item whose object was lost after it had ended is open again. */
    void reopen(UUID id) {
        database.sql(
                        "update backfill_items set state = 'free', ended_at = null where id = ? and state in ('done', 'skipped')")
                .param(id)
                .update();
    }

    /** Where the row says its file is, at this moment. */
    Optional<String> path(BackfillRequested item) {
        String query = switch (item.getSubject()) {
            case STICKER -> "select result_storage_path from history.stickers where id = ?";
            case SESSION -> "select last_sticker_storage_path from gateway.sessions where id = ?";
            case PACK_SHEET -> "select cleaned_sheet_storage_path from history.pack_batches where id = ?";
            case UNKNOWN -> throw new IllegalArgumentException("no subject");
        };
        return database.sql(query)
                .param(item.getSubjectId())
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(path -> path);
    }
}
