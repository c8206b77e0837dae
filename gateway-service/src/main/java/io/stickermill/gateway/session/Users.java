package io.stickermill.gateway.session;

import java.util.Optional;
import java.util.UUID;

/** The people and groups that have been here. */
public interface Users {

    /** Notes that a person or group was here, and which language they speak now. */
    void seen(UUID userId, long botId, long telegramUserId, String language);

    /** The language of a person or group that has been here. Empty for a stranger. */
    Optional<String> language(UUID userId);
}
