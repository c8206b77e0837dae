package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.StickerReady;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each sticker once: asks the ledger first, then Telegram's limits, and ends what Telegram has answered. */
final class StickerSender implements RecordHandler<StickerReady> {

    private static final Logger log = LoggerFactory.getLogger(StickerSender.class);

    private static final String SEND_STICKER = "sendSticker";
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    /** The part of a lease that may pass before a send without renewing it. */
    private static final int WAIT_OF_LEASE = 20;

    private final Deliveries deliveries;
    private final StickerFiles files;
    private final StatusBoard status;
    private final Messenger messenger;
    private final StickerRequests requests;
    private final StickerEnds ends;
    private final UnknownSends unknown;
    private final StickerDeadLetters deadLetters;
    private final DeliverySettings settings;
    private final Clock clock;

    StickerSender(
            Deliveries deliveries,
            StickerFiles files,
            StatusBoard status,
            Messenger messenger,
            StickerRequests requests,
            StickerEnds ends,
            UnknownSends unknown,
            StickerDeadLetters deadLetters,
            DeliverySettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.files = files;
        this.status = status;
        this.messenger = messenger;
        this.requests = requests;
        this.ends = ends;
        this.unknown = unknown;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Outcome handle(StickerReady sticker, Delivery delivery) {
        UUID id = sticker.getStickerId();
        return switch (deliveries.claim(id)) {
            case Claim.Ended _ -> isReopened(id, delivery) ? handle(sticker, delivery) : ends.again(sticker, delivery);
            case Claim.LeasedByAnother(Duration remaining) ->
                new Outcome.Wait(
                        remaining.compareTo(LONGEST_LOOK) < 0 ? remaining.plusMillis(20) : LONGEST_LOOK,
                        "another instance is sending it");
            case Claim.Granted claim -> send(sticker, delivery, claim);
        };
    }

    @Override
    public Telling onDeadLetter(@Nullable StickerReady sticker, Delivery delivery, String cause) {
        return sticker == null
                ? deadLetters.endUnreadable(delivery, cause)
                : deadLetters.end(sticker, delivery, cause);
    }

    private boolean isReopened(UUID id, Delivery delivery) {
        Replay replay = delivery.replay().orElse(null);
        if (replay == null || !deliveries.reopen(id, replay)) {
            return false;
        }
        log.info("sticker {} had failed and is sent after all: replay {}", id, replay);
        return true;
    }

    private Outcome send(StickerReady sticker, Delivery delivery, Claim.Granted claim) {
        UUID id = sticker.getStickerId();
        if (claim.takenOver()) {
            unknown.note(sticker, "the instance that was sending it died");
        }
        if (unknown.isHeld(sticker, delivery)) {
            deliveries.release(id, claim);
            return unknown.held();
        }
        if (sticker.getReadyAt().isBefore(clock.instant().minus(settings.maxAge()))) {
            String detail = "ready at " + sticker.getReadyAt() + ", longer ago than " + settings.maxAge();
            return ends.failed(sticker, claim, DeliveryFailure.EXPIRED, detail);
        }
        Leave leave;
        byte[] file;
        Instant begin = clock.instant();
        try {
            file = files.of(sticker);
            leave = messenger.ask(sticker.getChatId(), sticker.getReceivedAt(), SEND_STICKER);
            switch (leave) {
                case Leave.Granted _, Leave.Refused _ -> renewAfterAWait(id, claim, begin);
                case Leave.Later _, Leave.Held _ -> deliveries.release(id, claim);
            }
        } catch (RuntimeException e) {
            deliveries.release(id, claim);
            throw e;
        }
        return switch (leave) {
            case Leave.Granted granted -> {
                status.reached(JobInChat.of(sticker), 7);
                yield ended(
                        messenger.send(sticker.getChatId(), granted, requests.of(sticker, granted.chatId(), file)),
                        sticker,
                        delivery,
                        claim);
            }
            case Leave.Later() -> new Outcome.Wait(LONGEST_LOOK, "Telegram's limits");
            case Leave.Held(Duration remaining) ->
                new Outcome.Retry("Telegram has put stickers to this chat on hold", remaining);
            case Leave.Refused(var reason, String detail) ->
                ends.failed(sticker, claim, DeliveryFailure.valueOf(reason.name()), detail);
        };
    }

    /** A claim of a moment ago is as good as new, and the user waits for each commit. */
    private void renewAfterAWait(UUID id, Claim.Granted claim, Instant begin) {
        if (Duration.between(begin, clock.instant()).multipliedBy(WAIT_OF_LEASE).compareTo(settings.lease()) > 0) {
            deliveries.renew(id, claim);
        }
    }

    private Outcome ended(SendOutcome outcome, StickerReady sticker, Delivery delivery, Claim.Granted claim) {
        UUID id = sticker.getStickerId();
        return switch (outcome) {
            case SendOutcome.Sent(Message message)
            when message.sticker() != null -> ends.delivered(sticker, delivery, claim, message);
            case SendOutcome.Sent(Message message) -> {
                status.remove(sticker.getChatId(), message.messageId());
                yield ends.failed(sticker, claim, DeliveryFailure.NOT_A_STICKER, "Telegram took it as a document");
            }
            case SendOutcome.Final(SendOutcome.Final.Reason reason, String detail) ->
                ends.failed(sticker, claim, DeliveryFailure.valueOf(reason.name()), detail);
            case SendOutcome.NotYet(String cause, Duration atLeast) -> {
                deliveries.release(id, claim);
                yield new Outcome.Retry(cause, atLeast);
            }
            case SendOutcome.Moved(long today) -> {
                deliveries.release(id, claim);
                yield new Outcome.Wait(Duration.ZERO, "the group is " + today + " now");
            }
            case SendOutcome.Unknown(String cause) -> {
                unknown.note(sticker, cause);
                deliveries.release(id, claim);
                yield unknown.after(cause);
            }
        };
    }
}
