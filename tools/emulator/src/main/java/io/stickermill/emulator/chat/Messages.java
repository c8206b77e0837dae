package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The messages of all chats, as Telegram's Message objects. */
public final class Messages {
    /** The field by which a person's app is told which message says that this invoice is paid. */
    public static final String RECEIPT = "receipt_message_id";

    private Messages() {}

    static void insert(Sql sql, long chatId, int messageId, ObjectNode message) throws SQLException {
        sql.update(
                "INSERT INTO messages (chat_id, message_id, body) VALUES (?, ?, ?)",
                chatId,
                messageId,
                message.toString());
    }

    /** Empty also for one that was deleted. */
    public static Optional<ObjectNode> find(Sql sql, long chatId, int messageId) throws SQLException {
        return sql.first(
                "SELECT body FROM messages WHERE chat_id = ? AND message_id = ? AND NOT deleted",
                row -> Json.stored(row.getString(1)),
                chatId,
                messageId);
    }

    static void replace(Sql sql, long chatId, int messageId, ObjectNode message) throws SQLException {
        sql.update(
                "UPDATE messages SET body = ? WHERE chat_id = ? AND message_id = ?",
                message.toString(),
                chatId,
                messageId);
    }

    static void delete(Sql sql, long chatId, int messageId) throws SQLException {
        sql.update("UPDATE messages SET deleted = TRUE WHERE chat_id = ? AND message_id = ?", chatId, messageId);
    }

    /** As bots see it, who are shown inline keyboards alone: what only a person's app is told goes. Changes the message. */
    public static ObjectNode forBot(ObjectNode message) {
        if (!message.path("reply_markup").has("inline_keyboard")) {
            message.remove("reply_markup");
        }
        message.remove(RECEIPT);
        return message;
    }

    /** Says in the message that it is in a topic of a forum. */
    public static void putInThread(ObjectNode message, int threadId) {
        message.put("message_thread_id", threadId).put("is_topic_message", true);
    }

    /** A forum has the topics that somebody has written in. */
    public static boolean hasThread(Sql sql, long chatId, int threadId) throws SQLException {
        return sql.first(
                        "SELECT 1 FROM messages WHERE chat_id = ? AND body LIKE ?",
                        row -> row.getInt(1),
                        chatId,
                        "%\"message_thread_id\":" + threadId + ",\"is_topic_message\":true%")
                .isPresent();
    }

    /** In their order; those that were deleted carry {@code "deleted": true}. */
    public static List<ObjectNode> list(Sql sql, long chatId, boolean withDeleted) throws SQLException {
        return sql.query(
                """
                SELECT body, deleted FROM messages
                WHERE chat_id = ? AND (? OR NOT deleted)
                ORDER BY message_id
                """,
                row -> {
                    ObjectNode message = Json.stored(row.getString(1));
                    return row.getBoolean(2) ? message.put("deleted", true) : message;
                },
                chatId,
                withDeleted);
    }
}
