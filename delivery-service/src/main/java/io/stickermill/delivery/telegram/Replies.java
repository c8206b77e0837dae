package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.ForceReply;
import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.request.SendMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says something in a chat, once per reply id. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    /** The kind of what is said, in the ledger. */
    private static final String REPLY = "reply";

    private final Deliveries deliveries;
    private final Messenger messenger;
    private final MeterRegistry meters;

    Replies(Deliveries deliveries, Messenger messenger, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.messenger = messenger;
        this.meters = meters;
    }

    /**
     * Where a reply goes.
     *
     * @param askedAt when somebody there asked for what it answers
     */
    record Addressee(long chatId, Instant askedAt, @Nullable Integer replyTo) {}

    /**
     * What is said, as the ledger knows it.
     *
     * @param jobId the job that it is about
     */
    private record Said(UUID id, String kind, @Nullable UUID jobId) {}

    /** Says a text. A user who can't be reached is an end, too. */
    Outcome say(UUID replyId, @Nullable UUID jobId, Addressee to, String text) {
        return send(replyId, jobId, to, chatId -> new SendMessage(chatId, text));
    }

    /** Says something whose answer is waited for: in a group the bot sees an answer only where it refers to this. */
    Outcome ask(UUID replyId, Addressee to, String text) {
        return send(
                replyId,
                null,
                to,
                chatId -> new SendMessage(chatId, text).replyMarkup(new ForceReply().selective(true)));
    }

    <T extends AbstractSendRequest<T>> Outcome send(
            UUID replyId, @Nullable UUID jobId, Addressee to, LongFunction<T> message) {
        return send(new Said(replyId, "reply", jobId), to, message);
    }

    /** Sends a sheet of a job's sticker, which goes with the sticker. */
    <T extends AbstractSendRequest<T>> Outcome sheet(UUID replyId, UUID jobId, Addressee to, LongFunction<T> message) {
        return send(new Said(replyId, Deliveries.SHEET, jobId), to, message);
    }

    private <T extends AbstractSendRequest<T>> Outcome send(Said said, Addressee to, LongFunction<T> message) {
        UUID replyId = said.id();
        return switch (deliveries.claim(replyId)) {
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofMillis(500), "another instance is saying it");
            case Claim.Granted claim -> {
                if (claim.takenOver()) {
                    unknown(replyId, "the instance that was saying it died");
                }
                yield send(said, to, message, claim);
            }
        };
    }

    private <T extends AbstractSendRequest<T>> Outcome send(
            Said said, Addressee to, LongFunction<T> message, Claim.Granted claim) {
        UUID id = said.id();
        String method = message.apply(to.chatId()).getMethod();
        return switch (messenger.ask(to.chatId(), to.askedAt(), method)) {
            case Leave.Granted granted -> {
                deliveries.renew(id, claim);
                T request = message.apply(granted.chatId());
                if (to.replyTo() != null) {
                    request.replyParameters(new ReplyParameters(to.replyTo()).allowSendingWithoutReply(true));
                }
                yield ended(said, to.chatId(), claim, messenger.send(to.chatId(), granted, request));
            }
            case Leave.Later() -> {
                deliveries.release(id, claim);
                yield new Outcome.Wait(Duration.ofSeconds(1), "Telegram's limits");
            }
            case Leave.Held(Duration remaining) -> {
                deliveries.release(id, claim);
                yield new Outcome.Retry("Telegram has put " + method + " to this chat on hold", remaining);
            }
            case Leave.Refused(var reason, String detail) ->
                ended(said, to.chatId(), claim, new SendOutcome.Final(reason, detail));
        };
    }

    private Outcome ended(Said said, long chatId, Claim.Granted claim, SendOutcome outcome) {
        UUID id = said.id();
        return switch (outcome) {
            case SendOutcome.Sent(var message) -> {
                deliveries.end(id, claim, End.said(said.kind(), said.jobId(), chatId, message.messageId()));
                yield Outcome.done();
            }
            case SendOutcome.Final(var reason, String detail) -> {
                log.info("a reply to chat {} does not go: {}", chatId, detail);
                deliveries.end(id, claim, End.notSaid(said.kind(), said.jobId(), chatId, reason + ": " + detail));
                yield Outcome.done();
            }
            case SendOutcome.NotYet(String cause, Duration atLeast) -> {
                deliveries.release(id, claim);
                yield new Outcome.Retry(cause, atLeast);
            }
            case SendOutcome.Moved(long to) -> {
                deliveries.release(id, claim);
                yield new Outcome.Wait(Duration.ZERO, "the group is " + to + " now");
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
