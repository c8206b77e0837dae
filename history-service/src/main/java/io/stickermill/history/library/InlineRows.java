package io.stickermill.history.library;

import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person's stickers that Telegram can be told to offer, the newest first. Read in the order of the list's own index, a page at most. */
final class InlineRows {

    private static final String OFFERED = """
            select t.id, t.created_at, t.telegram_file_id
              from stickers t
             where t.user_id = :user and t.deleted_at is null and t.telegram_file_id is not null
               and t.generation_type <> 'foreign' and (t.created_at, t.id) < (:created, :id)
            """;

    private final JdbcClient database;

    InlineRows(JdbcClient database) {
        this.database = database;
    }

    /** A sticker, and where it stands. */
    record Offered(UUID stickerId, String fileId, Place place) {}

    /**
     * A page of what belongs to one person.
     *
     * @param words that stand in a text or a prompt; empty for all stickers
     * @param styles that the words may mean, too
     */
    List<Offered> page(UUID userId, String words, Collection<String> styles, Paging paging) {
        String said =
                words.isEmpty() ? "" : " and (" + LibraryItems.STICKER_SAYS + " or t.style_preset_id = any(:styles))";
        return database.sql(OFFERED + said + " order by t.created_at desc, t.id desc limit :limit")
                .param("user", userId)
                .param("words", LibraryItems.pattern(words))
                .param("styles", styles.toArray(String[]::new))
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query((row, _) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Offered(
                            id,
                            row.getString("telegram_file_id"),
                            new Place(row.getTimestamp("created_at").toInstant(), id));
                })
                .list();
    }
}
