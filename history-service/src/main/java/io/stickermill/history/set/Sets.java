package io.stickermill.history.set;

import io.stickermill.history.page.Paging;
import io.stickermill.history.set.StickerSet.Refused;
import io.stickermill.schemas.StickerSetChanged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code sticker_sets}. Lists leave out sets that are over. */
public class Sets {

    private static final TypeReference<List<SetPart>> PARTS = new TypeReference<>() {};

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SELECT = """
            select id, pack_batch_id, user_id, telegram_user_id, name, title, state, photos, parts, refused_request_id, refusal,
                   changed_at, created_at
              from sticker_sets
            """;

    private static final String PAGE = """
            over_at is null and (created_at, id) < (:created, :id)
             order by created_at desc, id desc
             limit :limit
            """;

    private final JdbcClient database;

    Sets(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what an event tells of a set, unless a younger one has told of it. Of a state that is not known here, nothing. */
    public void changed(StickerSetChanged event) {
        SetState.of(event.getState()).ifPresent(state -> keep(event, state));
    }

    private void keep(StickerSetChanged event, SetState state) {
        database.sql("""
                insert into sticker_sets (id, pack_batch_id, user_id, telegram_user_id, name, title, state, photos, parts,
                                          refused_request_id, refusal, changed_at, over_at, created_at)
                values (:id, :pack, :user, :owner, :name, :title, :state, :photos, :parts::jsonb,
                        :refused, :refusal, :at, :over, :at)
                on conflict (id) do update
                   set pack_batch_id = excluded.pack_batch_id, name = excluded.name, title = excluded.title,
                       state = excluded.state, photos = excluded.photos, parts = excluded.parts,
                       refused_request_id = coalesce(excluded.refused_request_id, sticker_sets.refused_request_id),
                       refusal = coalesce(excluded.refusal, sticker_sets.refusal),
                       changed_at = excluded.changed_at,
                       over_at = case when excluded.over_at is not null
                                      then coalesce(sticker_sets.over_at, excluded.over_at) end,
                       created_at = least(sticker_sets.created_at, excluded.created_at)
                 where excluded.changed_at >= sticker_sets.changed_at
                """)
                .param("id", event.getSetId())
                .param("pack", event.getPackBatchId())
                .param("user", event.getUserId())
                .param("owner", event.getTelegramUserId())
                .param("name", event.getName())
                .param("title", event.getTitle())
                .param("state", state.word())
                .param("photos", event.getPhotos())
                .param(
                        "parts",
                        JSON.writeValueAsString(
                                event.getParts().stream().map(SetPart::of).toList()))
                .param("refused", event.getRefusedRequestId())
                .param("refusal", event.getRefusal())
                .param("at", Timestamp.from(event.getChangedAt()))
                .param("over", state.isOver() ? Timestamp.from(event.getChangedAt()) : null)
                .update();
    }

    public Optional<StickerSet> find(UUID id) {
        return database.sql(SELECT + "where id = ?").param(id).query(Sets::read).optional();
    }

    List<StickerSet> all(Paging paging) {
        return page(database.sql(SELECT + "where " + PAGE), paging);
    }

    List<StickerSet> ofUser(UUID userId, Paging paging) {
        return page(database.sql(SELECT + "where user_id = :user and " + PAGE).param("user", userId), paging);
    }

    /** The parts of a set as its row has them. */
    public static List<SetPart> parts(String column) {
        return JSON.readValue(column, PARTS);
    }

    private List<StickerSet> page(JdbcClient.StatementSpec statement, Paging paging) {
        return statement
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query(Sets::read)
                .list();
    }

    private static StickerSet read(ResultSet row, int number) throws SQLException {
        return new StickerSet(
                row.getObject("id", UUID.class),
                row.getObject("pack_batch_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("telegram_user_id"),
                row.getString("name"),
                row.getString("title"),
                SetState.of(row.getString("state")),
                row.getObject("photos", Integer.class),
                parts(row.getString("parts")),
                refused(row),
                row.getTimestamp("changed_at").toInstant(),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable Refused refused(ResultSet row) throws SQLException {
        UUID request = row.getObject("refused_request_id", UUID.class);
        return request == null ? null : new Refused(request, row.getString("refusal"));
    }
}
