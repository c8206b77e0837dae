package io.stickermill.backfill.plan;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The storage keys that rows name. */
class KnownKeys {

    private final JdbcClient database;

    KnownKeys(JdbcClient database) {
        this.database = database;
    }

    /** Those that no row names. */
    List<String> unknown(String[] keys) {
        return database.sql("""
                select k from unnest(:keys) k
                 where not exists (select from history.stickers s where s.result_storage_path = k)
                   and not exists (select from history.pack_batches p where p.cleaned_sheet_storage_path = k)
                   and not exists (select from gateway.sessions g where g.last_sticker_storage_path = k)
                """)
                .param("keys", keys)
                .query((row, _) -> row.getString("k"))
                .list();
    }
}
