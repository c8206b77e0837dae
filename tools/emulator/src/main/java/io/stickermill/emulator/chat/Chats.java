package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Chats: a positive id is a private chat with that user, a negative one a group, below -10^12 a supergroup. */
public final class Chats {
    private static final long FIRST_SUPERGROUP = -1_000_000_000_000L;

    private Chats() {}

    /** Makes the chat if the bot has not met it. */
    public static void touch(Sql sql, long chatId) throws SQLException {
        if (!exists(sql, chatId)) {
            sql.update("INSERT INTO chats (chat_id) VALUES (?)", chatId);
        }
    }

    static boolean exists(Sql sql, long chatId) throws SQLException {
        return sql.first("SELECT 1 FROM chats WHERE chat_id = ?", row -> row.getInt(1), chatId)
                .isPresent();
    }

    /** Message ids count up in each chat of its own, as in Telegram's supergroups: nothing may take them for unique. */
    static int nextMessageId(Sql sql, long chatId) throws SQLException {
        sql.update("UPDATE chats SET last_message_id = last_message_id + 1 WHERE chat_id = ?", chatId);
        return sql.first("SELECT last_message_id FROM chats WHERE chat_id = ?", row -> row.getInt(1), chatId)
                .orElseThrow();
    }

    /** Notes that the group has become the supergroup. */
    public static void migrate(Sql sql, long from, long to) throws SQLException {
        sql.update("UPDATE chats SET migrated_to = ? WHERE chat_id = ?", to, from);
    }

    /** The supergroup that the group has become. */
    public static Optional<Long> migratedTo(Sql sql, long chatId) throws SQLException {
        return sql.first(
                "SELECT migrated_to FROM chats WHERE chat_id = ? AND migrated_to IS NOT NULL",
                row -> row.getLong(1),
                chatId);
    }

    /** Told by the id alone. */
    public static boolean isSupergroup(long chatId) {
        return chatId <= FIRST_SUPERGROUP;
    }

    /** Told by the id alone; a supergroup is a group. */
    public static boolean isGroup(long chatId) {
        return chatId < 0;
    }

    /** The chat as Telegram's Chat object. */
    public static ObjectNode json(long chatId) {
        ObjectNode json = Json.object().put("id", chatId);
        if (isGroup(chatId)) {
            return json.put("title", "Group " + chatId).put("type", isSupergroup(chatId) ? "supergroup" : "group");
        }
        return json.put("first_name", People.firstName(chatId)).put("type", "private");
    }
}
