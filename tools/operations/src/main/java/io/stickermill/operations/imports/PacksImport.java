package io.stickermill.operations.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packs, also those of which only stickers tell. */
record PacksImport(Identities identities) implements TableImport {

    @Override
    public SourceTable table() {
        return SourceTable.PACK_BATCHES;
    }

    @Override
    public String select(SourceShape shape) {
        SourceTable packs = table();
        return """
                select t.key, t.id, %1$s, t.session_id, t.sticker_set_name, t.path,
                       coalesce(t.sheet, case when t.newest = 1 then e.pack_sheet_file_id::text end) as sheet,
                       t.style, coalesce(t.env, e.env::text) as env, coalesce(t.created_at, %2$s) as created_at, t.made
                  from (select p.id as key, p.id::text as id,
                               coalesce(%3$s, o.user_id::text) as user_id,
                               %4$s as session_id, %5$s as sticker_set_name, p.cleaned_sheet_storage_path::text as path,
                               %6$s as sheet, %7$s as style, %8$s as env, %9$s as created_at, false as made,
                               row_number() over (partition by %4$s order by %9$s desc nulls last, p.id::text) as newest
                          from pack_batches p left join sessions o on o.id::text = %4$s
                        union all
                        (select distinct on (s.pack_batch_id)
                               s.pack_batch_id, s.pack_batch_id::text, s.user_id::text, s.session_id::text,
                               s.sticker_set_name::text, null, null, s.style_preset_id::text, null, %10$s, true, 1
                          from stickers s
                         where s.pack_batch_id is not null
                           and not exists (select from pack_batches p where p.id::text = s.pack_batch_id::text)
                         order by s.pack_batch_id, s.created_at, s.id)) t
                  %11$s
                  left join sessions e on e.id::text = t.session_id
                 where %12$s
                """.formatted(
                        Person.COLUMNS,
                        shape.text("e", SourceTable.SESSIONS, "created_at"),
                        shape.text("p", packs, "user_id"),
                        shape.text("p", packs, "session_id"),
                        shape.text("p", packs, "sticker_set_name"),
                        shape.text("p", packs, "pack_sheet_file_id"),
                        shape.text("p", packs, "style_preset_id"),
                        shape.text("p", packs, "env"),
                        shape.text("p", packs, "created_at"),
                        shape.text("s", SourceTable.STICKERS, "created_at"),
                        Person.JOIN,
                        identities.wanted("t.env, e.env::text"));
    }

    @Override
    public String count() {
        return """
                select (select count(*) from pack_batches)
                       + (select count(distinct pack_batch_id) from stickers s
                           where pack_batch_id is not null
                             and not exists (select from pack_batches p where p.id::text = s.pack_batch_id::text))
                """;
    }

    @Override
    public Verdict judge(SourceRow row) throws SQLException {
        Long telegramId = Person.telegramId(row);
        if (telegramId == null) {
            return Person.unknown(row);
        }
        String created = row.moment("created_at");
        if (created == null) {
            return new Verdict.Refused(row.without("created_at") + ", and no session that has one");
        }
        List<@Nullable String> values = new ArrayList<>(identities.ofRow(table(), row, telegramId));
        values.add(identities.of(SourceTable.SESSIONS, row.text("session_id")));
        values.add(row.text("sticker_set_name"));
        values.add(row.text("sheet"));
        values.add(row.text("path"));
        values.add(row.text("style"));
        values.add(identities.env(row));
        values.add("import");
        values.add(created);
        List<String> changes =
                row.is("made") ? List.of("is not in pack_batches: made from the first of its stickers") : List.of();
        Set<Fact> facts = row.text("path") == null ? Set.of() : EnumSet.of(Fact.PATH_CLAIMED);
        return new Verdict.Taken(values, changes, facts);
    }

    @Override
    public Upsert upsert() {
        return new Upsert(
                "history.pack_batches",
                Upsert.columns(
                        "id uuid",
                        "user_id uuid",
                        "chat_id bigint",
                        "session_id uuid",
                        "sticker_set_name text",
                        "pack_sheet_file_id text",
                        "cleaned_sheet_storage_path text",
                        "style_preset_id text",
                        "env text",
                        "origin text",
                        "created_at timestamptz"),
                """
                (id) do update
                   set sticker_set_name = coalesce(excluded.sticker_set_name, old.sticker_set_name),
                       pack_sheet_file_id = coalesce(excluded.pack_sheet_file_id, old.pack_sheet_file_id),
                       cleaned_sheet_storage_path =
                           coalesce(old.cleaned_sheet_storage_path, excluded.cleaned_sheet_storage_path)
                 where old.origin = 'import'
                   and (old.sticker_set_name, old.pack_sheet_file_id, old.cleaned_sheet_storage_path) is distinct from
                       (coalesce(excluded.sticker_set_name, old.sticker_set_name),
                        coalesce(excluded.pack_sheet_file_id, old.pack_sheet_file_id),
                        coalesce(old.cleaned_sheet_storage_path, excluded.cleaned_sheet_storage_path))
                """);
    }
}
