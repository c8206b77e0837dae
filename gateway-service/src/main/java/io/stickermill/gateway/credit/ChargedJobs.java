package io.stickermill.gateway.credit;

import io.stickermill.gateway.session.JobEnds;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.StickerDelivered;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Says to the charges how jobs end. */
final class ChargedJobs implements JobEnds {

    private final Charges charges;

    ChargedJobs(Charges charges) {
        this.charges = charges;
    }

    @Override
    public void delivered(StickerDelivered event) {
        charges.delivered(event.getJobId(), picture(event));
    }

    private static @Nullable BoughtPicture picture(StickerDelivered event) {
        if (event.getPictureJobId() == null) {
            return null;
        }
        String cost = event.getPictureCost();
        return new BoughtPicture(
                event.getPictureJobId(),
                event.getPictureProvider(),
                event.getPictureModel(),
                cost == null ? null : new BigDecimal(cost));
    }

    @Override
    public void failed(GenerationFailed event) {
        charges.failed(event.getJobId());
    }

    @Override
    public void failed(DeliveryFailed event) {
        if (event.getReason() == DeliveryFailure.HELD) {
            charges.unknown(event.getJobId());
        } else {
            charges.failed(event.getJobId());
        }
    }
}
