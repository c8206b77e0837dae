package io.stickermill.gateway.session;

import java.util.Optional;
import java.util.UUID;

/** The people who have been here. */
public interface Users {

    /** Notes that a person was here, and which language they speak now. */
    void seen(UUID userId, long botId, long telegramUserId, String language);

    /** The language of a person who has been here. Empty for a stranger. */
    Optional<String> language(UUID userId);
}
