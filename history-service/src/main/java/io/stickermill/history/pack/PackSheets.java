package io.stickermill.history.pack;

import io.stickermill.schemas.StickerStored;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What history keeps of a pack's stored sheet. */
public class PackSheets {

    private final JdbcClient database;

    PackSheets(JdbcClient database) {
        this.database = database;
    }

    /** Sets the sheet's path, if the pack is there and has none; one that it only claimed becomes a known one. */
    public void stored(StickerStored event) {
        database.sql("""
                update pack_batches set cleaned_sheet_storage_path = ?, cleaned_sheet_stored_at = ?
                 where id = ?
                   and (cleaned_sheet_storage_path is null
                        or (cleaned_sheet_storage_path = ? and cleaned_sheet_stored_at is null))
                """)
                .params(
                        event.getStorageKey(),
                        Timestamp.from(event.getStoredAt()),
                        event.getPackBatchId(),
                        event.getStorageKey())
                .update();
    }
}
