package io.stickermill.gateway.session;

import java.time.Duration;
import java.time.Instant;

class InMemorySessionTablesTest extends SessionTablesContract {

    private Instant now = Instant.EPOCH;
    private final Users users = new InMemoryUsers();
    private final InMemoryPhotoRequests requests = new InMemoryPhotoRequests(() -> now);
    private final Sessions sessions = new InMemorySessions(() -> now, requests);

    @Override
    Users users() {
        return users;
    }

    @Override
    Sessions sessions() {
        return sessions;
    }

    @Override
    PhotoRequests requests() {
        return requests;
    }

    @Override
    SentStickers stickers() {
        return requests;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
