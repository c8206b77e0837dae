package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FalKeysTest {

    private static final String KEYS = """
            {"keys":[{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}
            """;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));

    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };

    @Test
    void keysAreKeptForAWhileAndWhereTheyCantBeHadThoseFromBefore() throws Exception {
        try (var there = new StandIn()) {
            var keys = new FalKeys(there.address(), clock);
            there.expect("GET /.well-known/jwks.json", 503, "")
                    .expect("GET /.well-known/jwks.json", 200, KEYS)
                    .expect("GET /.well-known/jwks.json", 500, "");

            assertThat(keys.get()).isEmpty();
            assertThat(keys.get()).as("not asked each time").isEmpty();
            now.set(now.get().plus(Duration.ofMinutes(2)));
            assertThat(keys.get()).hasSize(1);
            assertThat(keys.get()).hasSize(1);
            now.set(now.get().plus(Duration.ofHours(2)));
            assertThat(keys.get()).hasSize(1);
        }
    }
}
