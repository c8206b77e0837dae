package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The users whom tests play. A user exists from the first time that one acts, and speaks English until told otherwise. */
public final class People {
    private People() {}

    /** The user as Telegram's User object. */
    public static ObjectNode touch(Sql sql, long userId, @Nullable String language) throws SQLException {
        if (language != null) {
            sql.update("MERGE INTO people (user_id, language_code) KEY (user_id) VALUES (?, ?)", userId, language);
        } else if (!isKnown(sql, userId)) {
            sql.update("INSERT INTO people (user_id, language_code) VALUES (?, 'en')", userId);
        }
        String spoken = sql.first("SELECT language_code FROM people WHERE user_id = ?", row -> row.getString(1), userId)
                .orElseThrow();
        return Json.object()
                .put("id", userId)
                .put("is_bot", false)
                .put("first_name", firstName(userId))
                .put("language_code", spoken);
    }

    /** Whether the person ever acted. */
    public static boolean isKnown(Sql sql, long userId) throws SQLException {
        return sql.first("SELECT 1 FROM people WHERE user_id = ?", row -> row.getInt(1), userId)
                .isPresent();
    }

    /** The person blocks the bot, or lets it write again. */
    public static void block(Sql sql, long userId, boolean blocked) throws SQLException {
        touch(sql, userId, null);
        sql.update("UPDATE people SET blocked = ? WHERE user_id = ?", blocked, userId);
    }

    /** The person's account is gone, or comes back. */
    public static void deactivate(Sql sql, long userId, boolean deactivated) throws SQLException {
        touch(sql, userId, null);
        sql.update("UPDATE people SET deactivated = ? WHERE user_id = ?", deactivated, userId);
    }

    /** Whether the account is gone; false for a person who never acted. */
    public static boolean isDeactivated(Sql sql, long userId) throws SQLException {
        return sql.first("SELECT deactivated FROM people WHERE user_id = ?", row -> row.getBoolean(1), userId)
                .orElse(false);
    }

    /** Whether the person has blocked the bot; false for one who never acted. */
    public static boolean hasBlocked(Sql sql, long userId) throws SQLException {
        return sql.first("SELECT blocked FROM people WHERE user_id = ?", row -> row.getBoolean(1), userId)
                .orElse(false);
    }

    static String firstName(long userId) {
        return "User " + userId;
    }
}
