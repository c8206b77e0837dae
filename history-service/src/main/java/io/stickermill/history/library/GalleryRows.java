package io.stickermill.history.library;

import io.stickermill.schemas.GalleryRequested;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person's stickers as the gallery goes through them: those that Telegram can be told to send. */
class GalleryRows {

    private static final String SHOWN = """
            select t.id, t.created_at, t.telegram_file_id, f.marked is true as favourite
              from stickers t
              left join favourites f on f.user_id = t.user_id and f.sticker_id = t.id
             where t.user_id = :user and t.deleted_at is null and t.telegram_file_id is not null
               and t.generation_type <> 'foreign' and (f.marked is true or not :favourites)
            """;

    private final JdbcClient database;

    GalleryRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * A sticker, and where it stands.
     *
     * @param place from 1, the newest first
     * @param all how many there are
     */
    record Shown(UUID stickerId, String fileId, boolean favourite, long place, long all) {}

    Optional<Shown> newest(GalleryRequested asked) {
        return one(asked, " order by t.created_at desc, t.id desc limit 1", null);
    }

    /** Beside the sticker that is named, which may be deleted by now. */
    Optional<Shown> beside(GalleryRequested asked, boolean older) {
        return one(
                asked,
                older
                        ? " and (t.created_at, t.id) < (select a.created_at, a.id from stickers a where a.id = :anchor)"
                                + " order by t.created_at desc, t.id desc limit 1"
                        : " and (t.created_at, t.id) > (select a.created_at, a.id from stickers a where a.id = :anchor)"
                                + " order by t.created_at, t.id limit 1",
                asked.getStickerId());
    }

    /** Of those that are shown; a favourite that is none any more may not be. */
    Optional<Shown> at(GalleryRequested asked, UUID stickerId) {
        return one(asked, " and t.id = :anchor", stickerId);
    }

    private record Row(UUID id, String fileId, boolean favourite) {}

    private Optional<Shown> one(GalleryRequested asked, String which, @Nullable UUID anchor) {
        return database.sql(SHOWN + which)
                .param("user", asked.getUserId())
                .param("favourites", asked.getFavourites())
                .param("anchor", anchor)
                .query((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("telegram_file_id"),
                        row.getBoolean("favourite")))
                .optional()
                .map(row -> placed(row, asked));
    }

    private Shown placed(Row row, GalleryRequested asked) {
        return database.sql(
                        "select count(*) as total, count(*) filter (where (s.created_at, s.id) >= (a.created_at, a.id)) as place"
                                + " from (" + SHOWN + ") s, stickers a where a.id = :anchor")
                .param("user", asked.getUserId())
                .param("favourites", asked.getFavourites())
                .param("anchor", row.id())
                .query((counted, _) -> new Shown(
                        row.id(), row.fileId(), row.favourite(), counted.getLong("place"), counted.getLong("total")))
                .single();
    }
}
