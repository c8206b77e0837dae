package io.stickermill.gateway.api;

import io.stickermill.gateway.admission.AdmissionRefusal;
import java.util.UUID;

/** What became of an order. */
sealed interface Placed {

    /** @param id of the job, or of the sticker set */
    record Accepted(UUID id) implements Placed {}

    /** It was not taken. */
    sealed interface Refused extends Placed {}

    /** The key was used for something else. */
    record OtherBody(UUID id) implements Refused {}

    record UnknownChat(long chatId) implements Refused {}

    /** What was left of an earlier try is being cleared away; a moment later it can be placed. */
    record Busy() implements Refused {}

    record NotNow(AdmissionRefusal refusal) implements Refused {}
}
