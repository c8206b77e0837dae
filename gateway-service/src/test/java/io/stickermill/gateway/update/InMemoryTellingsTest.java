package io.stickermill.gateway.update;

import java.time.Duration;
import java.time.Instant;

class InMemoryTellingsTest extends TellingsContract {

    private Instant now = Instant.EPOCH;
    private final Tellings tellings = new InMemoryTellings(() -> now);

    @Override
    Tellings tellings() {
        return tellings;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
