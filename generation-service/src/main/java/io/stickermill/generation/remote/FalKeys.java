package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that fal publishes for its calls, kept for a while. Where they can't be had, those from before are the ones, or none. */
final class FalKeys implements Supplier<List<PublicKey>> {

    static final String ADDRESS = "https://rest.fal.ai";

    private static final Logger log = LoggerFactory.getLogger(FalKeys.class);

    /** It allows a day; a key that is withdrawn is not believed for that long. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** Whoever calls us with nonsense does not make us ask them each time. */
    private static final Duration NOT_BEFORE = Duration.ofMinutes(1);

    private final ProviderHttp http;
    private final Clock clock;
    private List<PublicKey> keys = List.of();
    private Instant next = Instant.EPOCH;

    FalKeys(String address, Clock clock) {
        this.http = new ProviderHttp(address, "User-Agent", "stickermill", Duration.ofSeconds(10));
        this.clock = clock;
    }

    @Override
    public synchronized List<PublicKey> get() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return keys;
        }
        if (http.get("/.well-known/jwks.json") instanceof Answer.Answered answer && answer.isOk()) {
            keys = FalSignature.keys(answer.body());
            next = now.plus(KEPT);
        } else {
            log.warn("the keys of fal's calls can't be had");
            next = now.plus(NOT_BEFORE);
        }
        return keys;
    }
}
