package io.stickermill.gateway.update;

import java.util.UUID;

/** Whether a variant of a job's sticker was made beside it, and is still there. */
@FunctionalInterface
interface MadeAlready {

    boolean has(UUID firstJobId, int variant);
}
