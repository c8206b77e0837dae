package io.stickermill.gateway.pack;

import java.time.Duration;
import java.time.Instant;

class InMemorySheetsTest extends SheetsContract {

    private Instant now = Instant.EPOCH;
    private final Sheets sheets = new InMemorySheets(() -> now);

    @Override
    Sheets sheets() {
        return sheets;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}
