package io.stickermill.gateway.pack;

import java.time.Duration;
import java.time.Instant;

class InMemoryPacksTest extends PacksContract {

    private Instant now = Instant.EPOCH;
    private final Packs packs = new InMemoryPacks(() -> now, SETTINGS);

    @Override
    Packs packs() {
        return packs;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
