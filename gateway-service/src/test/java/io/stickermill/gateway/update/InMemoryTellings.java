package io.stickermill.gateway.update;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The twin of the table. */
final class InMemoryTellings implements Tellings {

    private final InstantSource clock;
    private final Map<String, Told> told = new HashMap<>();

    InMemoryTellings(InstantSource clock) {
        this.clock = clock;
    }

    private record Told(int messageId, int times, Instant since) {}

    @Override
    public synchronized boolean claim(long chatId, String what, Often often, int messageId) {
        Instant now = clock.instant();
        Told before = told.get(chatId + "/" + what);
        if (before == null || !before.since.plus(often.within()).isAfter(now)) {
            told.put(chatId + "/" + what, new Told(messageId, 1, now));
            return true;
        }
        if (before.messageId == messageId) {
            return true;
        }
        if (before.times >= often.most()) {
            return false;
        }
        told.put(chatId + "/" + what, new Told(messageId, before.times + 1, before.since));
        return true;
    }

    @Override
    public boolean isSpent(long chatId, String what) {
        return false;
    }
}
