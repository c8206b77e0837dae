package io.stickermill.operations.imports;

import static io.stickermill.operations.imports.ColumnKind.AMOUNT;
import static io.stickermill.operations.imports.ColumnKind.ID;
import static io.stickermill.operations.imports.ColumnKind.JSON;
import static io.stickermill.operations.imports.ColumnKind.MOMENT;
import static io.stickermill.operations.imports.ColumnKind.NUMBER;
import static io.stickermill.operations.imports.ColumnKind.TEXT;

import java.util.Map;

/** The tables of the old database, with the columns that must be there and those that may. */
enum SourceTable {
    USERS(
            "users",
            Map.of("id", ID, "telegram_id", NUMBER),
            Map.of("language", TEXT, "language_code", TEXT, "lang", TEXT, "created_at", MOMENT)),
    SESSIONS(
            "sessions",
            Map.of(
                    "id", ID,
                    "user_id", ID,
                    "current_photo_file_id", TEXT,
                    "photos", JSON,
                    "last_sticker_file_id", TEXT,
                    "last_sticker_storage_path", TEXT,
                    "pack_sheet_file_id", TEXT,
                    "env", TEXT,
                    "created_at", MOMENT),
            Map.of()),
    PACK_BATCHES(
            "pack_batches",
            Map.of("id", ID, "cleaned_sheet_storage_path", TEXT),
            Map.of(
                    "user_id", ID,
                    "session_id", ID,
                    "sticker_set_name", TEXT,
                    "pack_sheet_file_id", TEXT,
                    "style_preset_id", TEXT,
                    "env", TEXT,
                    "created_at", MOMENT)),
    STICKERS(
            "stickers",
            Map.ofEntries(
                    Map.entry("id", ID),
                    Map.entry("user_id", ID),
                    Map.entry("session_id", ID),
                    Map.entry("source_photo_file_id", TEXT),
                    Map.entry("user_input", TEXT),
                    Map.entry("generated_prompt", TEXT),
                    Map.entry("result_storage_path", TEXT),
                    Map.entry("telegram_file_id", TEXT),
                    Map.entry("sticker_set_name", TEXT),
                    Map.entry("style_preset_id", TEXT),
                    Map.entry("generation_type", TEXT),
                    Map.entry("pack_batch_id", ID),
                    Map.entry("pack_index", NUMBER),
                    Map.entry("created_at", MOMENT)),
            Map.of("env", TEXT, "deleted_at", MOMENT)),
    /** Not every bot has asked for money. */
    PAYMENTS(
            "payments_v2",
            Map.of("id", ID, "telegram_id", NUMBER, "stars", AMOUNT, "type", TEXT),
            Map.of("service", TEXT, "method", TEXT, "status", TEXT, "created_at", MOMENT));

    private final String tableName;
    private final Map<String, ColumnKind> required;
    private final Map<String, ColumnKind> optional;

    SourceTable(String tableName, Map<String, ColumnKind> required, Map<String, ColumnKind> optional) {
        this.tableName = tableName;
        this.required = required;
        this.optional = optional;
    }

    String tableName() {
        return tableName;
    }

    /** Whether an old database may be without it. */
    boolean isOptional() {
        return this == PAYMENTS;
    }

    Map<String, ColumnKind> required() {
        return required;
    }

    Map<String, ColumnKind> optional() {
        return optional;
    }
}
