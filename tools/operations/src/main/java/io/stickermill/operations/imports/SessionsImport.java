package io.stickermill.operations.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.stickermill.common.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions. They come closed: the buttons under their stickers are the old bot's. */
record SessionsImport(Identities identities) implements TableImport {

    @Override
    public SourceTable table() {
        return SourceTable.SESSIONS;
    }

    @Override
    public String select(SourceShape shape) {
        return """
                select t.id as key, t.id::text as id, %s, t.current_photo_file_id::text, t.photos::text,
                       t.last_sticker_file_id::text, t.last_sticker_storage_path::text, t.pack_sheet_file_id::text,
                       t.env::text, %s as created_at, s.session_id is null as without_stickers,
                       b.session_id is null as without_sheet
                  from sessions t %s
                  left join (select distinct session_id::text as session_id from stickers) s on s.session_id = t.id::text
                  left join (select distinct %s as session_id from pack_batches b
                              where b.cleaned_sheet_storage_path is not null) b on b.session_id = t.id::text
                 where %s
                """.formatted(
                        Person.COLUMNS,
                        shape.text("t", table(), "created_at"),
                        Person.JOIN,
                        shape.text("b", SourceTable.PACK_BATCHES, "session_id"),
                        identities.wanted("t.env::text"));
    }

    @Override
    public Verdict judge(SourceRow row) throws SQLException {
        Long telegramId = Person.telegramId(row);
        if (telegramId == null) {
            return Person.unknown(row);
        }
        String created = row.moment("created_at");
        if (created == null) {
            return new Verdict.Refused(row.without("created_at"));
        }
        List<String> changes = new ArrayList<>();
        String photos = photos(row.text("photos"), changes);
        String env = row.text("env");
        if (env == null) {
            env = identities.unnamedEnv();
            changes.add("has no env: taken as " + env);
        }
        List<@Nullable String> values = new ArrayList<>(identities.ofRow(table(), row, telegramId));
        values.add("closed");
        values.add(row.text("current_photo_file_id"));
        values.add(photos);
        values.add(row.text("last_sticker_file_id"));
        values.add(row.text("last_sticker_storage_path"));
        values.add(row.text("pack_sheet_file_id"));
        values.add(env);
        values.add(created);
        return new Verdict.Taken(values, changes, facts(row));
    }

    private static Set<Fact> facts(SourceRow row) throws SQLException {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (row.text("last_sticker_file_id") != null) {
            if (row.is("without_stickers")) {
                facts.add(Fact.OLD_SESSION);
            }
            if (row.text("last_sticker_storage_path") == null) {
                facts.add(Fact.SESSION_TO_BACK_UP);
            }
        }
        if (row.text("last_sticker_storage_path") != null) {
            facts.add(Fact.PATH_CLAIMED);
        }
        if (row.text("pack_sheet_file_id") != null && row.is("without_sheet")) {
            facts.add(Fact.SHEET_TO_BACK_UP);
        }
        return facts;
    }

    /** File ids, or objects that have one. */
    private static String photos(@Nullable String json, List<String> changes) {
        ArrayNode photos = Json.MAPPER.createArrayNode();
        if (json == null || json.equals("null")) {
            return photos.toString();
        }
        try {
            JsonNode given = Json.MAPPER.readTree(json);
            boolean understood = given.isArray();
            for (JsonNode photo : understood ? given : Json.MAPPER.createArrayNode()) {
                JsonNode fileId = photo.isObject() ? photo.path("file_id") : photo;
                if (fileId.isTextual() && isStorable(fileId.asText())) {
                    photos.add(fileId.asText());
                } else {
                    understood = false;
                }
            }
            if (!understood) {
                changes.add("photos is not a list of file ids: what is none was left out");
            }
            return photos.toString();
        } catch (JsonProcessingException e) {
            changes.add("photos can't be read (" + e.getOriginalMessage() + "): left out");
            return Json.MAPPER.createArrayNode().toString();
        }
    }

    /** JSON's escapes can name what PostgreSQL's texts can't hold: NUL, and halves of a character. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
    }

    @Override
    public Upsert upsert() {
        return new Upsert(
                "gateway.sessions",
                Upsert.columns(
                        "id uuid",
                        "user_id uuid",
                        "chat_id bigint",
                        "state text",
                        "current_photo_file_id text",
                        "photos jsonb",
                        "last_sticker_file_id text",
                        "last_sticker_storage_path text",
                        "pack_sheet_file_id text",
                        "env text",
                        "created_at timestamptz"),
                // What the old bot did since the last run; a path that a backfill has set for the same sticker stays.
                """
                (id) do update
                   set current_photo_file_id = excluded.current_photo_file_id, photos = excluded.photos,
                       last_sticker_storage_path =
                           case when old.last_sticker_file_id is not distinct from excluded.last_sticker_file_id
                                then coalesce(old.last_sticker_storage_path, excluded.last_sticker_storage_path)
                                else excluded.last_sticker_storage_path end,
                       last_sticker_file_id = excluded.last_sticker_file_id,
                       pack_sheet_file_id = excluded.pack_sheet_file_id
                 where old.last_sticker_id is null
                   and ((old.current_photo_file_id, old.photos, old.last_sticker_file_id, old.pack_sheet_file_id)
                        is distinct from (excluded.current_photo_file_id, excluded.photos, excluded.last_sticker_file_id,
                                          excluded.pack_sheet_file_id)
                        or old.last_sticker_storage_path is null and excluded.last_sticker_storage_path is not null)
                """);
    }
}
