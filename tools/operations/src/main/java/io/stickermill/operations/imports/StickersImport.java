package io.stickermill.operations.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stickers. Paths are taken as they are claimed: whether an object is there, only a backfill's verify tells. */
record StickersImport(Identities identities) implements TableImport {

    /** Where those of a pack are numbered from that have no place of their own, so that theirs does not change. */
    private static final int UNPLACED = 1000;

    @Override
    public SourceTable table() {
        return SourceTable.STICKERS;
    }

    @Override
    public String select(SourceShape shape) {
        return """
                with placed as (
                    select id, pack_batch_id, created_at,
                           case when pack_index >= 0 and row_number() over
                                     (partition by pack_batch_id, pack_index order by created_at, id) = 1
                                then pack_index end as place
                      from stickers where pack_batch_id is not null),
                numbered as (
                    select id, coalesce(place, %s + row_number() over
                               (partition by pack_batch_id, place is null order by created_at, id)) as place
                      from placed)
                select t.id as key, t.id::text as id, %s, t.session_id::text, t.source_photo_file_id::text,
                       t.user_input::text, t.generated_prompt::text, t.result_storage_path::text,
                       t.telegram_file_id::text, t.sticker_set_name::text, t.style_preset_id::text,
                       t.generation_type::text, t.pack_batch_id::text, t.pack_index::text, n.place::text,
                       coalesce(%s, e.env::text) as env, %s as created_at, %s as session_created_at,
                       %s as deleted_at
                  from stickers t %s
                  left join sessions e on e.id::text = t.session_id::text
                  left join numbered n on n.id = t.id
                 where %s
                """.formatted(
                        UNPLACED - 1,
                        Person.COLUMNS,
                        shape.text("t", table(), "env"),
                        shape.text("t", table(), "created_at"),
                        shape.text("e", SourceTable.SESSIONS, "created_at"),
                        shape.text("t", table(), "deleted_at"),
                        Person.JOIN,
                        identities.wanted(shape.text("t", table(), "env") + ", e.env::text"));
    }

    @Override
    public Verdict judge(SourceRow row) throws SQLException {
        Long telegramId = Person.telegramId(row);
        if (telegramId == null) {
            return Person.unknown(row);
        }
        String file = row.text("telegram_file_id");
        String path = row.text("result_storage_path");
        String pack = row.text("pack_batch_id");
        if (file == null && path == null && pack == null && row.text("sticker_set_name") == null) {
            return new Verdict.Refused("has neither a file id nor a path nor a set: there is no sticker to it");
        }
        List<String> changes = new ArrayList<>();
        String created = row.moment("created_at");
        if (created == null) {
            created = row.moment("session_created_at");
            if (created == null) {
                return new Verdict.Refused(row.without("created_at") + ", and no session that has one");
            }
            changes.add(row.without("created_at") + ": its session's was taken");
        }
        String deleted = row.moment("deleted_at");
        if (deleted == null && row.text("deleted_at") != null) {
            return new Verdict.Refused(row.without("deleted_at") + ": whether it was deleted is not known");
        }
        String type = row.text("generation_type");
        boolean foreign = type != null && identities.foreignTypes().contains(type);
        List<@Nullable String> values = new ArrayList<>(identities.ofRow(table(), row, telegramId));
        values.add(identities.of(SourceTable.SESSIONS, row.text("session_id")));
        values.add("import");
        values.add(row.text("source_photo_file_id"));
        values.add(row.text("user_input"));
        values.add(row.text("generated_prompt"));
        values.add(path);
        values.add(file);
        values.add(row.text("sticker_set_name"));
        String style = row.text("style_preset_id");
        values.add(style == null ? "none" : style);
        values.add(identities.of(SourceTable.PACK_BATCHES, pack));
        values.add(place(row, pack, changes));
        values.add(foreign ? "foreign" : type == null ? "photo" : type);
        values.add(identities.env(row));
        values.add(created);
        values.add(deleted);
        return new Verdict.Taken(values, changes, facts(file, path, pack, foreign));
    }

    private static @Nullable String place(SourceRow row, @Nullable String pack, List<String> changes)
            throws SQLException {
        String had = row.text("pack_index");
        if (pack == null) {
            if (had != null) {
                changes.add("has the pack index " + had + " and no pack: left out");
            }
            return null;
        }
        String place = row.text("place");
        if (!String.valueOf(place).equals(had)) {
            changes.add((had == null ? "has no pack index" : "has the pack index " + had + ", which is another's")
                    + ": got " + place);
        }
        return place;
    }

    private static Set<Fact> facts(
            @Nullable String file, @Nullable String path, @Nullable String pack, boolean foreign) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (path != null) {
            facts.add(Fact.PATH_CLAIMED);
        }
        if (path != null && file == null && pack == null) {
            facts.add(Fact.PATH_WITHOUT_FILE);
        }
        if (path == null && file != null) {
            facts.add(Fact.STICKER_TO_BACK_UP);
        }
        if (pack != null && file == null) {
            facts.add(Fact.PACK_WITHOUT_FILE);
        }
        if (foreign) {
            facts.add(Fact.FOREIGN);
        }
        return facts;
    }

    @Override
    public Upsert upsert() {
        return new Upsert(
                "history.stickers",
                Upsert.columns(
                        "id uuid",
                        "user_id uuid",
                        "chat_id bigint",
                        "session_id uuid",
                        "origin text",
                        "source_photo_file_id text",
                        "user_input text",
                        "generated_prompt text",
                        "result_storage_path text",
                        "telegram_file_id text",
                        "sticker_set_name text",
                        "style_preset_id text",
                        "pack_batch_id uuid",
                        "pack_index integer",
                        "generation_type text",
                        "env text",
                        "created_at timestamptz",
                        "deleted_at timestamptz"),
                // A path that is known to be stored is not changed by a claim.
                """
                (id) do update
                   set telegram_file_id = coalesce(excluded.telegram_file_id, old.telegram_file_id),
                       result_storage_path = case when old.stored_at is null
                                                  then coalesce(excluded.result_storage_path, old.result_storage_path)
                                                  else old.result_storage_path end,
                       sticker_set_name = coalesce(excluded.sticker_set_name, old.sticker_set_name),
                       deleted_at = coalesce(old.deleted_at, excluded.deleted_at)
                 where old.origin = 'import'
                   and (old.telegram_file_id, old.result_storage_path, old.sticker_set_name, old.deleted_at)
                       is distinct from
                       (coalesce(excluded.telegram_file_id, old.telegram_file_id),
                        case when old.stored_at is null
                             then coalesce(excluded.result_storage_path, old.result_storage_path)
                             else old.result_storage_path end,
                        coalesce(excluded.sticker_set_name, old.sticker_set_name),
                        coalesce(old.deleted_at, excluded.deleted_at))
                """);
    }
}
