package io.stickermill.backfill.plan;

import io.stickermill.backfill.run.Source;
import io.stickermill.schemas.BackfillSubject;
import java.util.List;

/** One keyset query of a source. What it finds is ordered by the subject's id. */
enum Phase {
    STICKERS_WITHOUT_PATH(BackfillSubject.STICKER, Sql.STICKERS + " and s.result_storage_path is null", Sql.TYPE),
    SESSIONS_WITHOUT_PATH(
            BackfillSubject.SESSION,
            Sql.SESSIONS + " and s.last_sticker_file_id is not null and s.last_sticker_storage_path is null",
            ""),
    SHEETS_WITHOUT_PATH(
            BackfillSubject.PACK_SHEET,
            Sql.SHEETS + " and g.pack_sheet_file_id is not null and s.cleaned_sheet_storage_path is null",
            ""),
    STICKERS_WITH_PATH(BackfillSubject.STICKER, Sql.STICKERS + " and s.result_storage_path is not null", Sql.TYPE),
    /** A session's other paths are a sticker's, whose row is looked at by itself. */
    SESSIONS_WITH_PATH(
            BackfillSubject.SESSION, Sql.SESSIONS + " and s.last_sticker_storage_path like '%/backfill_session/%'", ""),
    SHEETS_WITH_PATH(BackfillSubject.PACK_SHEET, Sql.SHEETS + " and s.cleaned_sheet_storage_path is not null", "");

    private final BackfillSubject subject;
    private final String query;

    Phase(BackfillSubject subject, String query, String type) {
        this.subject = subject;
        this.query = query + "\n" + type + "\n"
                + Sql.FILTERS.replace("@env", subject == BackfillSubject.PACK_SHEET ? "g" : "s");
    }

    BackfillSubject subject() {
        return subject;
    }

    /** Without order and limit. */
    String query() {
        return query;
    }

    static List<Phase> of(Source source) {
        return switch (source) {
            case STICKERS -> List.of(STICKERS_WITHOUT_PATH);
            case SESSIONS -> List.of(SESSIONS_WITHOUT_PATH);
            case PACK_SHEETS -> List.of(SHEETS_WITHOUT_PATH);
            case VERIFY -> List.of(STICKERS_WITH_PATH, SESSIONS_WITH_PATH, SHEETS_WITH_PATH);
        };
    }

    private static final class Sql {
        private static final String STICKERS = """
                select s.id, s.user_id, s.chat_id, s.session_id, s.pack_batch_id, s.telegram_file_id as file_id,
                       s.sticker_set_name, s.pack_index, s.result_storage_path as path, s.created_at,
                       case when s.telegram_file_id is null and s.pack_batch_id is not null
                            then (select count(*) from history.stickers p where p.pack_batch_id = s.pack_batch_id)
                       end as pack_size
                  from history.stickers s
                 where s.id > :after and s.deleted_at is null""";
        private static final String SESSIONS = """
                select s.id, s.user_id, s.chat_id, s.id as session_id, null::uuid as pack_batch_id,
                       s.last_sticker_file_id as file_id, null as sticker_set_name, null::integer as pack_index,
                       s.last_sticker_storage_path as path, s.created_at, null::bigint as pack_size
                  from gateway.sessions s
                 where s.id > :after""";
        private static final String SHEETS = """
                select s.id, g.user_id, g.chat_id, g.id as session_id, s.id as pack_batch_id,
                       g.pack_sheet_file_id as file_id, null as sticker_set_name, null::integer as pack_index,
                       s.cleaned_sheet_storage_path as path, g.created_at, null::bigint as pack_size
                  from history.pack_batches s join gateway.sessions g on g.id = s.session_id
                 where s.id > :after""";
        private static final String TYPE = """
                 and case when :type::text is null then s.generation_type is distinct from 'foreign'
                          else s.generation_type = :type end""";
        private static final String FILTERS = """
                 and @env.created_at <= :snapshot
                 and (:env::text is null or @env.env = :env)
                 and (:user::uuid is null or @env.user_id = :user::uuid)
                 and (:since::timestamptz is null or @env.created_at >= :since::timestamptz)
                 and (:until::timestamptz is null or @env.created_at < :until::timestamptz)
                """;
    }
}
