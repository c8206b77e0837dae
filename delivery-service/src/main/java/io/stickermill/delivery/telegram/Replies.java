package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.request.SendMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.telegram.Deliveries.End;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says something in a chat, once per reply id. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private final Deliveries deliveries;
    private final TelegramClient telegram;
    private final MessageLimits limits;
    private final MeterRegistry meters;

    Replies(Deliveries deliveries, TelegramClient telegram, MessageLimits limits, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.telegram = telegram;
        this.limits = limits;
        this.meters = meters;
    }

    /** Says a text. A user who can't be reached is an end, too. */
    Outcome say(UUID replyId, @Nullable UUID jobId, long chatId, String text, @Nullable Integer replyTo) {
        SendMessage message = new SendMessage(chatId, text);
        if (replyTo != null) {
            message.replyParameters(new ReplyParameters(replyTo).allowSendingWithoutReply(true));
        }
        return send(replyId, jobId, chatId, message);
    }

    <T extends AbstractSendRequest<T>> Outcome send(UUID replyId, @Nullable UUID jobId, long chatId, T request) {
        return switch (deliveries.claim(replyId)) {
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofMillis(500), "another instance is saying it");
            case Claim.Granted claim -> {
                if (claim.takenOver()) {
                    unknown(replyId, "the instance that was saying it died");
                }
                if (!limits.await(chatId)) {
                    deliveries.release(replyId, claim);
                    yield new Outcome.Wait(Duration.ofSeconds(1), "Telegram's limits");
                }
                deliveries.renew(replyId, claim);
                yield ended(replyId, jobId, chatId, claim, SendOutcome.of(telegram.call(request)));
            }
        };
    }

    private Outcome ended(UUID id, @Nullable UUID jobId, long chatId, Claim.Granted claim, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent(var message) -> {
                deliveries.end(id, claim, new End("reply", jobId, chatId, message.messageId(), null, null, null));
                yield Outcome.done();
            }
            case SendOutcome.Final(var reason, String detail) -> {
                log.info("a reply to chat {} does not go: {}", chatId, detail);
                deliveries.end(id, claim, new End("reply", jobId, chatId, null, null, reason + ": " + detail, null));
                yield Outcome.done();
            }
            case SendOutcome.NotYet(String cause, Duration atLeast) -> {
                deliveries.release(id, claim);
                yield new Outcome.Retry(cause, atLeast);
            }
            case SendOutcome.Unknown(String cause) -> {
                unknown(id, cause);
                deliveries.release(id, claim);
                yield Outcome.retry(cause);
            }
        };
    }

    private void unknown(UUID id, String cause) {
        deliveries.outcomeUnknown(id);
        meters.counter("stickermill.sends.outcome_unknown").increment();
        log.warn("whether reply {} was sent is unknown: {}; sending it again", id, cause);
    }
}
