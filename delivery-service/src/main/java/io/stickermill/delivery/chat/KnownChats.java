package io.stickermill.delivery.chat;

import io.stickermill.delivery.DeliverySettings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code known_chats}: chats that can't be reached, and groups that have moved. */
class KnownChats {

    private final JdbcClient database;
    private final Duration remembered;

    KnownChats(JdbcClient database, DeliverySettings settings) {
        this.database = database;
        this.remembered = settings.unreachableFor();
    }

    /**
     * What is known of a chat.
     *
     * @param movedTo its id since it became a supergroup
     * @param unreachable why it can't be reached
     */
    record Known(OptionalLong movedTo, Optional<Unreachable> unreachable) {
        static final Known NOTHING = new Known(OptionalLong.empty(), Optional.empty());
    }

    record Unreachable(SendOutcome.Final.Reason reason, String detail) {}

    /** @param askedAt whoever asks for something after the refusal has opened the chat again */
    Known of(long chatId, Instant askedAt) {
        return database.sql("""
                select moved_to, detail,
                       case when refused_at > :asked and refused_at > now() - :remembered * interval '1 ms'
                            then reason end as reason
                  from known_chats where chat_id = :chat
                """)
                .param("asked", Timestamp.from(askedAt))
                .param("remembered", remembered.toMillis())
                .param("chat", chatId)
                .query((row, _) -> {
                    long movedTo = row.getLong("moved_to");
                    OptionalLong moved = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(movedTo);
                    String detail = row.getString("detail");
                    return new Known(
                            moved,
                            Optional.ofNullable(row.getString("reason"))
                                    .map(SendOutcome.Final.Reason::valueOf)
                                    .map(reason -> new Unreachable(reason, detail)));
                })
                .optional()
                .orElse(Known.NOTHING);
    }

    void unreachable(long chatId, Unreachable how) {
        database.sql("""
                insert into known_chats (chat_id, reason, detail, refused_at) values (:chat, :reason, :detail, now())
                on conflict (chat_id) do update
                   set reason = excluded.reason, detail = excluded.detail, refused_at = excluded.refused_at
                """)
                .param("chat", chatId)
                .param("reason", how.reason().name())
                .param("detail", how.detail())
                .update();
    }

    void moved(long chatId, long to) {
        database.sql("""
                insert into known_chats (chat_id, moved_to) values (?, ?)
                on conflict (chat_id) do update set moved_to = excluded.moved_to
                """).params(chatId, to).update();
    }
}
