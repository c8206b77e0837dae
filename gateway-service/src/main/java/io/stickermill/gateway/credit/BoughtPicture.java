package io.stickermill.gateway.credit;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A picture that another's model has made, which a sticker shows.
 *
 * @param jobId the job that had it made: the sticker's own, or an earlier one of the same picture
 * @param provider whose model has made it
 * @param cost what the provider charges, in US dollars
 */
public record BoughtPicture(
        UUID jobId,
        @Nullable String provider,
        @Nullable String model,
        @Nullable BigDecimal cost) {}
