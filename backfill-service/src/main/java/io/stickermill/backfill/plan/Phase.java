package io.stickermill.backfill.plan;

import io.stickermill.backfill.run.Source;
import io.stickermill.schemas.BackfillSubject;
import java.util.List;

/** One keyset query of a source. What it finds is ordered by the subject's id. */
enum Phase {
    STICKERS_WITHOUT_PATH(BackfillSubject.STICKER, Sql.STICKERS + " and s.result_storage_path is null" + Sql.TYPE),
    SESSIONS_WITHOUT_PATH(
            BackfillSubject.SESSION,
            Sql.SESSIONS + " and s.last_sticker_file_id is not null and s.last_sticker_storage_path is null"),
    SHEETS_WITHOUT_PATH(
            BackfillSubject.PACK_SHEET,
            Sql.SHEETS + " and coalesce(s.pack_sheet_file_id, g.pack_sheet_file_id) is not null"
                    + " and s.cleaned_sheet_storage_path is null"),
    STICKERS_WITH_PATH(BackfillSubject.STICKER, Sql.STICKERS + " and s.result_storage_path is not null" + Sql.TYPE),
    /** A path that a sticker has too is looked at with that sticker. */
    SESSIONS_WITH_PATH(
            BackfillSubject.SESSION, Sql.SESSIONS + " and s.last_sticker_storage_path is not null" + Sql.OWN_PATH),
    SHEETS_WITH_PATH(BackfillSubject.PACK_SHEET, Sql.SHEETS + " and s.cleaned_sheet_storage_path is not null");

    private final BackfillSubject subject;
    private final String query;

    Phase(BackfillSubject subject, String query) {
        this.subject = subject;
        this.query = query + Sql.FILTERS;
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
            case VERIFY, AUDIT -> List.of(STICKERS_WITH_PATH, SESSIONS_WITH_PATH, SHEETS_WITH_PATH);
        };
    }

    private static final class Sql {
        private static final String STICKERS = """
                select s.id, s.user_id, s.chat_id, s.session_id, s.pack_batch_id, null::uuid as sticker_id,
                       s.telegram_file_id as file_id, s.pack_index, s.result_storage_path as path, s.env, s.created_at,
                       coalesce(s.sticker_set_name,
                                (select p.sticker_set_name from history.pack_batches p where p.id = s.pack_batch_id))
                           as sticker_set_name,
                       case when s.telegram_file_id is null and s.pack_batch_id is not null
                            then (select count(*) from history.stickers p where p.pack_batch_id = s.pack_batch_id)
                       end as pack_size
                  from history.stickers s
                 where s.id > :after and s.deleted_at is null""";
        private static final String SESSIONS = """
                select s.id, s.user_id, s.chat_id, s.id as session_id, null::uuid as pack_batch_id,
                       s.last_sticker_id as sticker_id, s.last_sticker_file_id as file_id, null::integer as pack_index,
                       s.last_sticker_storage_path as path, s.env, s.created_at, null as sticker_set_name,
                       null::bigint as pack_size
                  from gateway.sessions s
                 where s.id > :after
                   and not exists (select from history.stickers t
                                    where t.id = s.last_sticker_id and t.deleted_at is not null)""";
        private static final String SHEETS = """
                select s.id, s.user_id, s.chat_id, s.session_id, s.id as pack_batch_id, null::uuid as sticker_id,
                       coalesce(s.pack_sheet_file_id, g.pack_sheet_file_id) as file_id, null::integer as pack_index,
                       s.cleaned_sheet_storage_path as path, s.env, s.created_at, null as sticker_set_name,
                       null::bigint as pack_size
                  from history.pack_batches s
                  left join gateway.sessions g on g.id = s.session_id and s.pack_sheet_file_id is null
                 where s.id > :after""";
        private static final String TYPE = """

                 and case when :type::text is null then s.generation_type is distinct from 'foreign'
                          else s.generation_type = :type end""";
        private static final String OWN_PATH = """

                 and not exists (select from history.stickers t
                                  where t.session_id = s.id and t.result_storage_path = s.last_sticker_storage_path)""";
        private static final String FILTERS = """

                 and s.created_at <= :snapshot
                 and (:env::text is null or s.env = :env)
                 and (:user::uuid is null or s.user_id = :user::uuid)
                 and (:since::timestamptz is null or s.created_at >= :since::timestamptz)
                 and (:until::timestamptz is null or s.created_at < :until::timestamptz)
                """;
    }
}
