package io.stickermill.gateway.session;

import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.StickerDelivered;

/** Who is told how jobs end; in any order, and of the same end more than once. What they throw has the record come again. */
public interface JobEnds {

    /** Where nobody is. */
    JobEnds NOBODY = new JobEnds() {
        @Override
        public void delivered(StickerDelivered event) {}

        @Override
        public void failed(GenerationFailed event) {}

        @Override
        public void failed(DeliveryFailed event) {}
    };

    void delivered(StickerDelivered event);

    void failed(GenerationFailed event);

    void failed(DeliveryFailed event);
}
