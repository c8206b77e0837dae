package io.stickermill.history.rebuild;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How history is rebuilt.
 *
 * @param verify only compare: the live tables stay as they are
 * @param patience how long the service is waited for to have kept what was read here
 * @param rounds how often what differs is looked at before it is called a difference: with traffic, some rows are just changing
 * @param shown how many differences are printed; all are counted
 */
@ConfigurationProperties("stickermill.rebuild")
record RebuildSettings(
        @DefaultValue("true") boolean verify,
        @DefaultValue("60s") Duration patience,
        @DefaultValue("4") int rounds,
        @DefaultValue("200") int shown) {

    RebuildSettings {
        if (rounds < 1 || shown < 0 || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "stickermill.rebuild: rounds must be at least 1, shown and patience not below 0");
        }
    }
}
