package io.stickermill.gateway.session;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of the table. */
public final class InMemoryUsers implements Users {

    private final Map<UUID, String> languages = new ConcurrentHashMap<>();

    @Override
    public void seen(UUID userId, long botId, long telegramUserId, String language) {
        languages.put(userId, language);
    }

    @Override
    public Optional<String> language(UUID userId) {
        return Optional.ofNullable(languages.get(userId));
    }
}
