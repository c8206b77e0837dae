package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.request.SendSticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.DeliverySettings.UnknownOutcome;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.JobStatus;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.RecordIds;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.metric.Metric;
import io.stickermill.schemas.StickerReady;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each sticker once, and ends the jobs of those that do not go. */
final class StickerSender implements RecordHandler<StickerReady> {

    private static final Logger log = LoggerFactory.getLogger(StickerSender.class);

    private static final Duration SLACK = Duration.ofMinutes(30);
    private static final String IS_HELD = "held: whether it was sent is unknown";

    private final Sends sends;
    private final SendOnce once;
    private final StickerFiles files;
    private final JobStatus status;
    private final StickerKeyboards keyboards;
    private final StickerEnds ends;
    private final EndEvents events;
    private final Words words;
    private final DeliverySettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer sendTimer;

    StickerSender(
            Sends sends,
            SendOnce once,
            StickerFiles files,
            JobStatus status,
            StickerKeyboards keyboards,
            StickerEnds ends,
            EndEvents events,
            Words words,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.sends = sends;
        this.once = once;
        this.files = files;
        this.status = status;
        this.keyboards = keyboards;
        this.ends = ends;
        this.events = events;
        this.words = words;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.sendTimer = Metric.STEP_SEND.timer(meters);
    }

    @Override
    public Outcome handle(StickerReady sticker, Delivery delivery) {
        if (sticker.getPackBatchId() != null) {
            // It goes into its pack's set, and to no chat.
            return Outcome.done();
        }
        delivery.replay().ifPresent(replay -> {
            if (sends.reopen(sticker.getStickerId(), replay)) {
                log.info("sticker {} had failed and is sent after all: replay {}", sticker.getStickerId(), replay);
            }
        });
        status.ready(JobInChat.of(sticker));
        return once.send(new StickerLetter(sticker, delivery));
    }

    @Override
    public Telling onDeadLetter(@Nullable StickerReady sticker, Delivery delivery, String cause) {
        if (sticker == null) {
            return endUnreadable(delivery, cause);
        }
        var letter = new StickerLetter(sticker, delivery);
        Outcome ended =
                once.end(letter, mine -> letter.failed(new End.Failed(letter.whyDeadLettered(mine), cause, true)));
        if (!(ended instanceof Outcome.Done)) {
            throw new IllegalStateException("sticker " + sticker.getStickerId() + " has no end yet: " + ended);
        }
        return Telling.told();
    }

    private Telling endUnreadable(Delivery delivery, String cause) {
        RecordIds ids = delivery.ids();
        if (ids.stickerId().isEmpty() || ids.jobId().isEmpty() || ids.chatId().isEmpty()) {
            return new Telling.Untellable("an unreadable sticker that names no job of a chat");
        }
        UUID jobId = ids.jobId().get();
        endUnreadable(
                new Item(
                        ids.stickerId().get(),
                        Item.Kind.STICKER,
                        jobId,
                        ids.chatId().get()),
                jobId,
                delivery.timestamp(),
                cause);
        return Telling.told();
    }

    private void endUnreadable(Item sticker, UUID jobId, Instant at, String cause) {
        ends.endUnclaimed(
                sticker,
                new End.Failed(Why.INTERNAL, cause, true),
                events.unreadable(sticker.id(), jobId, sticker.chatId(), cause));
        Claimed.Over over = sends.ended(sticker.id())
                .orElseThrow(() -> new IllegalStateException("another instance is sending " + sticker.id()));
        switch (over.end()) {
            case End.Arrived _ -> {}
            case End.Failed failed -> {
                if (failed.why() != Why.CANCELLED) {
                    words.unreadable(jobId, sticker.chatId(), at);
                }
                events.publish(sticker, over.event());
            }
        }
    }

    /** A sticker as its record brought it. */
    private final class StickerLetter implements Letter<SendSticker> {

        private final StickerReady sticker;
        private final Delivery delivery;

        StickerLetter(StickerReady sticker, Delivery delivery) {
            this.sticker = sticker;
            this.delivery = delivery;
        }

        @Override
        public Item item() {
            return Item.of(sticker);
        }

        @Override
        public Destination place() {
            return new Destination(sticker.getChatId(), sticker.getMessageId(), sticker.getThreadId());
        }

        @Override
        public Instant askedAt() {
            return sticker.getReceivedAt();
        }

        @Override
        public String method() {
            return "sendSticker";
        }

        @Override
        public Optional<Verdict> stopped(Claimed.Mine mine) {
            if (isHeld(mine)) {
                return Optional.of(new Verdict.GivesBack(new Outcome.DeadLetter(IS_HELD)));
            }
            if (isOld()) {
                String cause = "ready at " + sticker.getReadyAt() + ", published at " + delivery.timestamp()
                        + ", longer ago than " + settings.maxAge();
                return Optional.of(new Verdict.GivesBack(new Outcome.DeadLetter(cause)));
            }
            return Optional.empty();
        }

        /**
         * Told by the broker's time. One that was published longer after it was ready is an old record, copied. It lies in the
         * dead letters: what a person replays from there is never too old.
         */
        private boolean isOld() {
            if (delivery.replay().isPresent()) {
                return false;
            }
            Instant oldest = clock.instant().minus(settings.maxAge());
            boolean copied = sticker.getReadyAt()
                    .isBefore(delivery.timestamp().minus(settings.maxAge().plus(SLACK)));
            return copied || delivery.timestamp().isBefore(oldest);
        }

        /** Held stickers lie in the dead letters: a person looks into the chat, and replays the letter or leaves it. */
        boolean isHeld(Claimed.Mine mine) {
            return settings.unknownOutcome() == UnknownOutcome.HOLD
                    && delivery.replay().isEmpty()
                    && mine.unknownOutcomes() > 0;
        }

        Why whyDeadLettered(Claimed.Mine mine) {
            if (isHeld(mine)) {
                return Why.HELD;
            }
            return isOld() ? Why.EXPIRED : Why.INTERNAL;
        }

        @Override
        public LongFunction<SendSticker> message() {
            byte[] file = files.of(sticker);
            return chatId -> new SendSticker(chatId, file)
                    .fileName("sticker.webp")
                    .replyMarkup(keyboards.menu(StickerKeyboards.menuOf(sticker), sticker.getLanguage()));
        }

        @Override
        public void leaves() {
            status.reached(JobInChat.of(sticker), 7);
        }

        @Override
        public Verdict.Ends arrived(Message message, Claimed.Mine mine) {
            if (message.sticker() == null) {
                status.remove(sticker.getChatId(), message.messageId());
                return failed(new End.Failed(Why.NOT_A_STICKER, "Telegram took it as a document"));
            }
            Instant now = clock.instant();
            Duration took = Duration.between(delivery.receivedAt(), now);
            sendTimer.record(took);
            return new Verdict.Ends(
                    new End.Arrived(message.messageId(), message.sticker().fileId()),
                    () -> events.delivered(sticker, message, now, took, mine.unknownOutcomes() > 0));
        }

        @Override
        public Verdict.Ends refused(Why why, String detail) {
            return failed(new End.Failed(why, detail));
        }

        Verdict.Ends failed(End.Failed end) {
            log.info("sticker {} is not delivered: {}", sticker.getStickerId(), end.words());
            return new Verdict.Ends(end, () -> events.failed(sticker, end));
        }

        @Override
        public void unknown(int times) {
            try {
                events.unknown(sticker, times);
            } catch (RuntimeException e) {
                log.warn("that is not told: {}", e.toString());
            }
        }

        @Override
        public Outcome afterUnknown(String cause) {
            return switch (settings.unknownOutcome()) {
                case HOLD -> new Outcome.DeadLetter(IS_HELD + ": " + cause);
                case SEND_AGAIN -> Outcome.retry(cause);
            };
        }

        @Override
        public boolean end(Claim.Granted grant, End end, @Nullable EndEvent event) {
            boolean ended = ends.end(item(), grant, end, event);
            if (ended) {
                Metric.SENDS_ENDED
                        .counter(
                                meters,
                                switch (end) {
                                    case End.Arrived _ -> "ARRIVED";
                                    case End.Failed failed -> failed.why().name();
                                })
                        .increment();
            }
            return ended;
        }

        /** Who gave it its end may have died before its event, or the word to the user, was out. */
        @Override
        public Outcome after(Claimed.Over over) {
            events.publish(item(), over.event());
            switch (over.end()) {
                case End.Arrived _ -> {
                    words.whyACard(sticker);
                    if (over.byReplay() && delivery.replay().isPresent()) {
                        words.cameAfterAll(sticker);
                    }
                }
                case End.Failed failed -> words.notSent(sticker, failed.why());
            }
            return Outcome.done();
        }
    }
}
