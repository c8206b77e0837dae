package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.SendSticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.DeliverySettings.UnknownOutcome;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.delivery.telegram.Deliveries.End;
import io.stickermill.delivery.telegram.Deliveries.EndEvent;
import io.stickermill.platform.button.ButtonAction;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventHeaders;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends each sticker once. Asks the ledger first, ends the row in the transaction that closes the status message, and
 * publishes the event from the row.
 */
final class StickerSender implements RecordHandler<StickerReady> {

    private static final Logger log = LoggerFactory.getLogger(StickerSender.class);

    private static final String SEND_STICKER = "sendSticker";
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Deliveries deliveries;
    private final StickerFiles files;
    private final StatusBoard status;
    private final Messenger messenger;
    private final EventPublisher events;
    private final FailureTeller failures;
    private final Texts texts;
    private final TransactionOperations transaction;
    private final DeliverySettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer sendTimer;

    StickerSender(
            Deliveries deliveries,
            StickerFiles files,
            StatusBoard status,
            Messenger messenger,
            EventPublisher events,
            FailureTeller failures,
            Texts texts,
            TransactionOperations transaction,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.files = files;
        this.status = status;
        this.messenger = messenger;
        this.events = events;
        this.failures = failures;
        this.texts = texts;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.sendTimer = Timer.builder("stickermill.step7.send")
                .description("From the record's arrival to Telegram's answer")
                .publishPercentileHistogram()
                .register(meters);
    }

    @Override
    public Outcome handle(StickerReady sticker, Delivery delivery) {
        UUID id = sticker.getStickerId();
        return switch (deliveries.claim(id)) {
            case Claim.Ended _ -> isReopened(id, delivery) ? handle(sticker, delivery) : ended(sticker, delivery);
            case Claim.LeasedByAnother(Duration remaining) ->
                new Outcome.Wait(
                        remaining.compareTo(LONGEST_LOOK) < 0 ? remaining.plusMillis(20) : LONGEST_LOOK,
                        "another instance is sending it");
            case Claim.Granted claim -> send(sticker, delivery, claim);
        };
    }

    private boolean isReopened(UUID id, Delivery delivery) {
        Replay replay = delivery.replay().orElse(null);
        if (replay == null || !deliveries.reopen(id, replay)) {
            return false;
        }
        log.info("sticker {} had failed and is sent after all: replay {}", id, replay);
        return true;
    }

    /** Whoever ended it may have died before its event, or the word to the user, was out. */
    private Outcome ended(StickerReady sticker, Delivery delivery) {
        deliveries.eventOf(sticker.getStickerId()).ifPresent(event -> publish(sticker, event));
        return takenBack(sticker, delivery);
    }

    private Outcome takenBack(StickerReady sticker, Delivery delivery) {
        return delivery.replay().isPresent() && deliveries.cameByReplay(sticker.getStickerId())
                ? failures.takeBack(sticker)
                : Outcome.done();
    }

    @Override
    public void onDeadLetter(@Nullable StickerReady sticker, Delivery delivery, String cause) {
        if (sticker == null) {
            unreadable(delivery, cause);
            return;
        }
        Outcome ended = switch (deliveries.claim(sticker.getStickerId())) {
            case Claim.Granted claim -> fail(sticker, claim, given(sticker, delivery), cause, true);
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration remaining) ->
                throw new IllegalStateException("leased by another for " + remaining);
        };
        if (!(ended instanceof Outcome.Done)) {
            throw new IllegalStateException("the user could not be told yet: " + ended);
        }
    }

    private DeliveryFailure given(StickerReady sticker, Delivery delivery) {
        return isHeld(sticker, delivery) ? DeliveryFailure.HELD : DeliveryFailure.INTERNAL;
    }

    /** Held stickers lie in the dead letters: a person looks into the chat, and replays the letter or leaves it. */
    private boolean isHeld(StickerReady sticker, Delivery delivery) {
        return settings.unknownOutcome() == UnknownOutcome.HOLD
                && delivery.replay().isEmpty()
                && deliveries.unknownOutcomes(sticker.getStickerId()) > 0;
    }

    /** The ids are in the headers even where the value can't be read. */
    private void unreadable(Delivery delivery, String cause) {
        String jobId = delivery.header(EventHeaders.JOB_ID);
        String stickerId = delivery.header(EventHeaders.STICKER_ID);
        if (jobId == null || stickerId == null || delivery.key() == null) {
            log.error("an unreadable record of {} names no job; it lies in the dead letters", delivery.topic());
            return;
        }
        long chatId = Long.parseLong(delivery.key());
        var event = DeliveryFailed.newBuilder()
                .setStickerId(UUID.fromString(stickerId))
                .setJobId(UUID.fromString(jobId))
                .setChatId(chatId)
                .setReason(DeliveryFailure.INTERNAL)
                .setDetail(cause)
                .setDeadLettered(true)
                .setFailedAt(now())
                .build();
        UUID id = event.getStickerId();
        var ended = new EndEvent(Topics.DELIVERY_FAILED, events.encode(Topics.DELIVERY_FAILED, event));
        deliveries.giveUp(id, event.getJobId(), chatId, DeliveryFailure.INTERNAL + ": " + cause, ended, true);
        switch (deliveries.stateOf(id)) {
            case "done" -> {}
            case "failed" -> {
                boolean cancelled = deliveries
                        .failureOf(id)
                        .filter(Deliveries.CANCELLED::equals)
                        .isPresent();
                if (!cancelled
                        && !(failures.tellInternal(event.getJobId(), chatId, delivery.timestamp())
                                instanceof Outcome.Done)) {
                    throw new IllegalStateException("the user could not be told yet");
                }
                deliveries
                        .eventOf(id)
                        .ifPresent(known ->
                                events.publishEncoded(known.topic(), chatId, event.getJobId(), id, known.encoded()));
            }
            default -> throw new IllegalStateException("another instance is sending it");
        }
    }

    private Outcome send(StickerReady sticker, Delivery delivery, Claim.Granted claim) {
        UUID id = sticker.getStickerId();
        if (claim.takenOver()) {
            unknown(sticker, "the instance that was sending it died");
        }
        if (isHeld(sticker, delivery)) {
            deliveries.release(id, claim);
            return new Outcome.DeadLetter("held: whether it was sent is unknown");
        }
        if (sticker.getReadyAt().isBefore(clock.instant().minus(settings.maxAge()))) {
            return fail(
                    sticker,
                    claim,
                    DeliveryFailure.EXPIRED,
                    "ready at " + sticker.getReadyAt() + ", longer ago than " + settings.maxAge(),
                    false);
        }
        Leave leave;
        byte[] file;
        try {
            file = files.of(sticker);
            leave = messenger.ask(sticker.getChatId(), sticker.getReceivedAt(), SEND_STICKER);
            switch (leave) {
                case Leave.Granted _, Leave.Refused _ -> deliveries.renew(id, claim);
                case Leave.Later _, Leave.Held _ -> deliveries.release(id, claim);
            }
        } catch (RuntimeException e) {
            deliveries.release(id, claim);
            throw e;
        }
        return switch (leave) {
            case Leave.Granted granted -> send(sticker, delivery, claim, granted, file);
            case Leave.Later() -> new Outcome.Wait(LONGEST_LOOK, "Telegram's limits");
            case Leave.Held(Duration remaining) ->
                new Outcome.Retry("Telegram has put stickers to this chat on hold", remaining);
            case Leave.Refused(var reason, String detail) ->
                fail(sticker, claim, DeliveryFailure.valueOf(reason.name()), detail, false);
        };
    }

    private Outcome send(StickerReady sticker, Delivery delivery, Claim.Granted claim, Leave.Granted to, byte[] file) {
        UUID id = sticker.getStickerId();
        status.reached(inChat(sticker), 7);
        SendOutcome outcome = messenger.send(sticker.getChatId(), to, request(sticker, to.chatId(), file));
        return switch (outcome) {
            case SendOutcome.Sent(Message message)
            when message.sticker() != null -> delivered(sticker, delivery, claim, message);
            case SendOutcome.Sent(Message message) -> {
                status.remove(sticker.getChatId(), message.messageId());
                yield fail(sticker, claim, DeliveryFailure.NOT_A_STICKER, "Telegram took it as a document", false);
            }
            case SendOutcome.Final(SendOutcome.Final.Reason reason, String detail) ->
                fail(sticker, claim, DeliveryFailure.valueOf(reason.name()), detail, false);
            case SendOutcome.NotYet(String cause, Duration atLeast) -> {
                deliveries.release(id, claim);
                yield new Outcome.Retry(cause, atLeast);
            }
            case SendOutcome.Moved(long today) -> {
                deliveries.release(id, claim);
                yield new Outcome.Wait(Duration.ZERO, "the group is " + today + " now");
            }
            case SendOutcome.Unknown(String cause) -> {
                unknown(sticker, cause);
                deliveries.release(id, claim);
                yield settings.unknownOutcome() == UnknownOutcome.HOLD
                        ? new Outcome.DeadLetter("held: whether it was sent is unknown: " + cause)
                        : Outcome.retry(cause);
            }
        };
    }

    private Outcome delivered(StickerReady sticker, Delivery delivery, Claim.Granted claim, Message message) {
        Instant now = now();
        Duration took = Duration.between(delivery.receivedAt(), now);
        var event = StickerDelivered.newBuilder()
                .setStickerId(sticker.getStickerId())
                .setJobId(sticker.getJobId())
                .setSessionId(sticker.getSessionId())
                .setUserId(sticker.getUserId())
                .setChatId(sticker.getChatId())
                .setStickerIndex(sticker.getStickerIndex())
                .setTelegramFileId(message.sticker().fileId())
                .setTelegramFileUniqueId(message.sticker().fileUniqueId())
                .setTelegramMessageId(message.messageId())
                .setSourcePhotoFileId(sticker.getSourcePhotoFileId())
                .setUserInput(sticker.getUserInput())
                .setStylePresetId(sticker.getStylePresetId())
                .setVariant(sticker.getVariant())
                .setStep7Send(took.toMillis())
                .setOutcomeUnknown(deliveries.unknownOutcomes(sticker.getStickerId()) > 0)
                .setEnv(sticker.getEnv())
                .setRequestedAt(sticker.getRequestedAt())
                .setReadyAt(sticker.getReadyAt())
                .setDeliveredAt(now)
                .build();
        var ended = new EndEvent(Topics.STICKER_DELIVERED, events.encode(Topics.STICKER_DELIVERED, event));
        var end = new End(
                "sticker",
                sticker.getJobId(),
                sticker.getChatId(),
                message.messageId(),
                message.sticker().fileId(),
                null,
                ended);
        if (end(sticker, claim, end)) {
            sendTimer.record(took);
        } else {
            log.warn("sticker {} was sent under a claim that had been lost", sticker.getStickerId());
            meters.counter("stickermill.sends.under_lost_claim").increment();
        }
        return takenBack(sticker, delivery);
    }

    private Outcome fail(
            StickerReady sticker, Claim.Granted claim, DeliveryFailure reason, String detail, boolean deadLettered) {
        var event = DeliveryFailed.newBuilder()
                .setStickerId(sticker.getStickerId())
                .setJobId(sticker.getJobId())
                .setSessionId(sticker.getSessionId())
                .setUserId(sticker.getUserId())
                .setChatId(sticker.getChatId())
                .setReason(reason)
                .setDetail(detail)
                .setDeadLettered(deadLettered)
                .setRequestedAt(sticker.getRequestedAt())
                .setFailedAt(now())
                .build();
        var ended = new EndEvent(Topics.DELIVERY_FAILED, events.encode(Topics.DELIVERY_FAILED, event));
        var end = new End(
                "sticker",
                sticker.getJobId(),
                sticker.getChatId(),
                null,
                null,
                reason + ": " + detail,
                ended,
                deadLettered);
        log.info("sticker {} is not delivered: {} {}", sticker.getStickerId(), reason, detail);
        Outcome told = failures.tell(sticker, reason);
        if (told instanceof Outcome.Done) {
            end(sticker, claim, end);
        } else {
            deliveries.release(sticker.getStickerId(), claim);
        }
        return told;
    }

    /** Ends the row and closes the status together; then the status message goes, and the event comes, at the same time. */
    private boolean end(StickerReady sticker, Claim.Granted claim, End end) {
        Optional<OptionalInt> statusMessage = endRow(sticker, claim, end);
        if (statusMessage.isEmpty()) {
            return false;
        }
        statusMessage.get().ifPresent(messageId -> status.remove(sticker.getChatId(), messageId));
        if (end.event() != null) {
            publish(sticker, end.event());
        }
        return true;
    }

    /**
     * Once a sticker is sent, giving up on its row would send it again: a database that is away for a moment is waited for,
     * as long as the claim holds.
     */
    private Optional<OptionalInt> endRow(StickerReady sticker, Claim.Granted claim, End end) {
        Instant claimEnds = clock.instant().plus(settings.lease());
        while (true) {
            try {
                return Optional.ofNullable(transaction.execute(_ -> deliveries.end(sticker.getStickerId(), claim, end)
                        ? status.close(sticker.getJobId(), sticker.getChatId())
                        : null));
            } catch (DataAccessException | TransactionException e) {
                if (clock.instant().isAfter(claimEnds)) {
                    throw e;
                }
                log.warn(
                        "the end of sticker {} is not in the database yet: {}", sticker.getStickerId(), e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was away", e);
        }
    }

    private void publish(StickerReady sticker, EndEvent event) {
        events.publishEncoded(
                event.topic(), sticker.getChatId(), sticker.getJobId(), sticker.getStickerId(), event.encoded());
    }

    private void unknown(StickerReady sticker, String cause) {
        int times = deliveries.outcomeUnknown(sticker.getStickerId());
        meters.counter("stickermill.sends.outcome_unknown").increment();
        log.warn(
                "whether sticker {} was sent is unknown ({} so far): {}; {}",
                sticker.getStickerId(),
                times,
                cause,
                switch (settings.unknownOutcome()) {
                    case SEND_AGAIN -> "sending it again";
                    case HOLD -> "holding it in the dead letters";
                });
    }

    private SendSticker request(StickerReady sticker, long chatId, byte[] file) {
        String language = sticker.getLanguage();
        var keyboard = new InlineKeyboardMarkup(
                button(
                        texts.get(language, "button_again"),
                        new ButtonAction.Again(sticker.getJobId(), sticker.getVariant() + 1)),
                button(
                        texts.get(language, "button_delete"),
                        new ButtonAction.Delete(sticker.getJobId(), sticker.getStickerIndex())));
        SendSticker request =
                new SendSticker(chatId, file).fileName("sticker.webp").replyMarkup(keyboard);
        if (sticker.getMessageId() != null) {
            request.replyParameters(new ReplyParameters(sticker.getMessageId()).allowSendingWithoutReply(true));
        }
        return request;
    }

    private static InlineKeyboardButton button(String text, ButtonAction action) {
        return new InlineKeyboardButton(text).callbackData(action.callbackData());
    }

    private static JobInChat inChat(StickerReady sticker) {
        return new JobInChat(
                sticker.getJobId(),
                sticker.getChatId(),
                sticker.getChatKind(),
                sticker.getMessageId(),
                sticker.getLanguage(),
                sticker.getReceivedAt());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
