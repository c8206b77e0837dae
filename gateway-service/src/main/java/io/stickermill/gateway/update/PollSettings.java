package io.stickermill.gateway.update;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of long polling.
 *
 * @param hold how long Telegram holds a call open when there is nothing, in whole seconds; below the call time-out
 * @param batch updates per call, 1 to 100
 */
@ConfigurationProperties("stickermill.poll")
record PollSettings(
        @DefaultValue("20s") Duration hold,
        @DefaultValue("100") int batch) {}
