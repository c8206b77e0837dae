package io.stickermill.platform.retention;

import java.time.Duration;

/**
 * One kind of thing that goes when its time is over. A service has a bean of it for each.
 *
 * @param what names the kind in logs and metrics, for example {@code deliveries}
 * @param lifetime how old it gets
 */
public record Expiring(String what, Duration lifetime, ExpiredRows rows) {}
