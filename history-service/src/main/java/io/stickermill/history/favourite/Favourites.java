package io.stickermill.history.favourite;

import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code favourites}. */
public class Favourites {

    private final JdbcClient database;

    Favourites(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what a command of these two kinds says, unless a younger one has said something else. */
    public void marked(JobCommand command) {
        if (command.getStickerId() == null) {
            return;
        }
        database.sql("""
                insert into favourites (user_id, sticker_id, marked, changed_at) values (:user, :sticker, :marked, :at)
                on conflict (user_id, sticker_id) do update set marked = excluded.marked, changed_at = excluded.changed_at
                 where excluded.changed_at > favourites.changed_at
                """)
                .param("user", command.getUserId())
                .param("sticker", command.getStickerId())
                .param("marked", command.getKind() == JobCommandKind.FAVOURITE)
                .param("at", Timestamp.from(command.getIssuedAt()))
                .update();
    }

    public boolean isMarked(UUID userId, UUID stickerId) {
        return database.sql("select from favourites where user_id = ? and sticker_id = ? and marked")
                .params(userId, stickerId)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }
}
