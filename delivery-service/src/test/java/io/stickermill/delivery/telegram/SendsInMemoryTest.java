package io.stickermill.delivery.telegram;

import java.time.Duration;
import java.util.UUID;

/** The twin that deciders are tested with keeps what the table promises. */
class SendsInMemoryTest extends SendsContract {

    private static final Duration LEASE = Duration.ofSeconds(45);

    private final SendsInMemory sends = new SendsInMemory(LEASE);

    @Override
    Sends sends() {
        return sends;
    }

    @Override
    void leaseEnds(UUID id) {
        sends.pass(LEASE.plusMillis(1));
    }

    @Override
    int unknownOutcomes(UUID id) {
        return sends.unknownOutcomes(id);
    }
}
