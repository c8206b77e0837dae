package io.stickermill.gateway.session;

import io.stickermill.schemas.DeliveryFailure;

/** How a job ended. */
public enum JobEnd {
    DELIVERED,
    FAILED,
    CANCELLED;

    static JobEnd of(DeliveryFailure reason) {
        return reason == DeliveryFailure.CANCELLED ? CANCELLED : FAILED;
    }
}
