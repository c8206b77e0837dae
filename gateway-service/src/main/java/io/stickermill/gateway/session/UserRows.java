package io.stickermill.gateway.session;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code users}. */
record UserRows(JdbcClient database) implements Users {

    @Override
    public void seen(UUID userId, long botId, long telegramUserId, String language) {
        database.sql("""
                insert into users (id, bot_id, telegram_id, language) values (?, ?, ?, ?)
                on conflict (id) do update set language = excluded.language, last_seen_at = now()
                """).params(userId, botId, telegramUserId, language).update();
    }

    @Override
    public Optional<String> language(UUID userId) {
        return database.sql("select language from users where id = ?")
                .param(userId)
                .query(String.class)
                .optional();
    }
}
