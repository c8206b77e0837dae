package io.stickermill.gateway.api;

import io.stickermill.contracts.credit.Credits;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.admission.AdmissionRefusal.Cost;
import io.stickermill.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says why an order was not taken, and what to do. */
record OrderRefusals(Clock clock) {

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    ErrorResponseException of(Placed.Refused refused) {
        return switch (refused) {
            case Placed.OtherBody(var id) ->
                Problems.of(
                        HttpStatus.CONFLICT,
                        "This Idempotency-Key was used for another request, which became " + id
                                + ". Take a new key for a new order.");
            case Placed.Busy() ->
                Problems.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        A_WHILE,
                        "An earlier try of this order is just being cleared away. Send the same request again in a minute.");
            case Placed.NotNow(AdmissionRefusal refusal) -> notNow(refusal);
            case Placed.UnknownChat(long chatId) ->
                Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Nobody has written to the bot in chat " + chatId
                                + ": a bot can't begin a chat. Have the person send /start first.");
        };
    }

    private ErrorResponseException notNow(AdmissionRefusal refusal) {
        return switch (refusal.reason()) {
            case PAUSED ->
                Problems.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        A_WHILE,
                        "No photos are taken just now. Send the same request again later.");
            case BLOCKED -> Problems.of(HttpStatus.FORBIDDEN, "No photos are taken for this chat.");
            case FORGETTING ->
                Problems.later(
                        HttpStatus.CONFLICT,
                        A_WHILE,
                        "This person is just being forgotten. Have them send /start when that is done.");
            // Nobody is asked where a program orders.
            case CREDIT, AGREEMENT ->
                Problems.of(HttpStatus.PAYMENT_REQUIRED, unpaid(Objects.requireNonNull(refusal.cost())));
            case QUOTA ->
                Problems.later(
                        HttpStatus.TOO_MANY_REQUESTS,
                        untilMidnight(),
                        "This chat has had its " + refusal.quota()
                                + " stickers of today. Send the same request again after midnight, UTC.");
        };
    }

    private static String unpaid(Cost cost) {
        return "This costs " + Credits.text(cost.price()) + " credits, and the person has "
                + Credits.text(Objects.requireNonNull(cost.balance()))
                + ". They can buy some in their chat with the bot: /buy.";
    }

    private Duration untilMidnight() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
    }
}
