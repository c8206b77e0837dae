package io.stickermill.delivery.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.DeliverySettings.ReplyBudget;
import io.stickermill.delivery.DeliverySettings.UnknownOutcome;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.JobStatus;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.fixture.PublishedEvents;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** What becomes of stickers, and of jobs that have none. */
class StickerSenderTest {

    private static final UUID PICTURE = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(45);
    private static final long CHAT = 1001;

    private final UUID job = UUID.randomUUID();
    private final SendsInMemory sends = new SendsInMemory(LEASE);
    private final ScriptedMessages telegram = new ScriptedMessages();
    private final PublishedEvents published = new PublishedEvents();
    private final ShownStatus status = new ShownStatus();
    private final Texts texts = new Texts("delivery-texts");
    private final Words words = new Words(published, texts);
    private final EndEvents events = new EndEvents(published, Clock.fixed(NOW, ZoneOffset.UTC));
    private final StickerEnds ends = new StickerEnds(sends, status, TransactionOperations.withoutTransaction());
    private final JobEndings jobs = new JobEndings(sends, ends, events, words);
    private final StickerSender sender = sender(UnknownOutcome.SEND_AGAIN);

    @Test
    void aStickerThatArrivesIsToldToEverybodyAndClosesItsStatusOnce() {
        assertThat(sender.handle(sticker(NOW), delivery())).isEqualTo(Outcome.done());

        StickerDelivered delivered = published.of(StickerDelivered.class).getFirst();
        assertThat(delivered.getPictureJobId()).isEqualTo(PICTURE);
        assertThat(delivered.getPictureProvider()).isEqualTo("fal");
        assertThat(delivered.getPictureModel()).isEqualTo("toys/negative");
        assertThat(delivered.getPictureCost()).isEqualTo("0.0390");
        assertThat(delivered.getTelegramFileId()).isEqualTo("f");
        assertThat(delivered.getOutcomeUnknown()).isFalse();
        assertThat(status.closed).containsExactly(job);
        assertThat(published.of(ChatReply.class)).isEmpty();
    }

    /** The event, or the word to the user, may not have been out when its instance died. */
    @Test
    void whatFollowsAnEndIsDoneAgainWhenTheRecordComesAgain() {
        StickerReady card = sticker(NOW, StickerShape.CARD_NO_SUBJECT);
        sender.handle(card, delivery());
        sender.handle(card, delivery());

        assertThat(telegram.sent()).hasSize(1);
        assertThat(published.of(StickerDelivered.class)).hasSize(2);
        assertThat(published.of(ChatReply.class))
                .as("said once: one id")
                .extracting(ChatReply::getReplyId)
                .containsExactly(
                        Ids.reply(card.getSessionId(), "no_subject"), Ids.reply(card.getSessionId(), "no_subject"));
    }

    @Test
    void whileTelegramIsAwayOrRefusesTheTokenAStickerWaitsAndNobodyIsToldThatItFailed() {
        for (int i = 0; i < 200; i++) {
            telegram.nextOutcome(new SendOutcome.NotYet("401 Unauthorized", null));
            assertThat(sender.handle(sticker(NOW), delivery())).isInstanceOf(Outcome.Outage.class);
        }
        assertThat(published.of(DeliveryFailed.class)).isEmpty();
        assertThat(published.of(ChatReply.class)).isEmpty();

        sender.handle(sticker(NOW), delivery());

        assertThat(published.of(StickerDelivered.class)).hasSize(1);
    }

    @Test
    void everySendThatNobodyKnowsOfIsToldWhenItHappens() {
        for (int i = 0; i < 13; i++) {
            telegram.nextOutcome(new SendOutcome.Unknown("timeout"));
            sender.handle(sticker(NOW), delivery());
            assertThat(published.of(GenerationProgressed.class).getLast().getUnknownSends())
                    .isEqualTo(i + 1);
        }
        assertThat(published.of(GenerationProgressed.class)).hasSize(13);

        sender.handle(sticker(NOW), delivery());
        assertThat(published.of(StickerDelivered.class).getFirst().getOutcomeUnknown())
                .isTrue();
    }

    @Test
    void whatIsTooOldIsNotSentAndItsUserIsTold() {
        StickerReady old = sticker(NOW.minus(Duration.ofHours(25)));
        Outcome outcome = sender.handle(old, delivery());

        assertThat(outcome).isInstanceOf(Outcome.DeadLetter.class);
        assertThat(sender.onDeadLetter(old, delivery(), "too old")).isInstanceOf(Telling.Told.class);
        assertThat(telegram.sent()).isEmpty();
        assertFailed(DeliveryFailure.EXPIRED, "This sticker waited for too long");

        sender.handle(old, replayed());
        assertThat(telegram.sent()).as("a person wants it all the same").hasSize(1);
    }

    @Test
    void aRecordThatTheBrokerHasHadForTooLongIsTooOldUnlessAPersonReplaysIt() {
        Instant yesterday = NOW.minus(Duration.ofHours(25));

        sender.handle(sticker(yesterday), replayed(yesterday));
        assertThat(telegram.sent()).hasSize(1);

        var other = new StickerSenderTest();
        other.sender.handle(other.sticker(yesterday), delivery(yesterday));
        assertThat(other.telegram.sent()).isEmpty();
    }

    @Test
    void aMakersClockMakesNoStickerOld() {
        sender.handle(sticker(NOW.minus(Duration.ofDays(1)).minusSeconds(10)), delivery());

        assertThat(telegram.sent()).as("it is a day behind").hasSize(1);
    }

    @Test
    void whoBlockedTheBotIsToldNothing() {
        telegram.nextOutcome(new SendOutcome.Final(SendOutcome.Final.Reason.BLOCKED, "blocked"));

        sender.handle(sticker(NOW), delivery());

        assertThat(published.of(DeliveryFailed.class).getFirst().getReason()).isEqualTo(DeliveryFailure.BLOCKED);
        assertThat(published.of(ChatReply.class)).isEmpty();
    }

    @Test
    void whatTelegramTookAsADocumentIsRemovedAndFails() {
        telegram.nextOutcome(ScriptedMessages.document(77));

        sender.handle(sticker(NOW), delivery());

        assertThat(status.removed).contains(77);
        assertFailed(DeliveryFailure.NOT_A_STICKER, "Something broke on our side");
    }

    /** Also when nobody can be told for hours: the word waits in a topic of its own. */
    @Test
    void aDeadLetterEndsItsJobAtOnce() {
        sender.onDeadLetter(sticker(NOW), delivery(), "out of attempts");

        assertThat(telegram.sent()).isEmpty();
        assertThat(published.of(DeliveryFailed.class).getFirst().getDeadLettered())
                .isTrue();
        assertFailed(DeliveryFailure.INTERNAL, "Something broke on our side");
        assertThat(status.closed).containsExactly(job);
    }

    @Test
    void aDeadLetterThatAnotherIsSendingIsAskedOfAgain() {
        sends.claim(Ids.sticker(job, 0));

        assertThatThrownBy(() -> sender.onDeadLetter(sticker(NOW), delivery(), "x"))
                .hasMessageContaining("has no end yet");
    }

    @Test
    void aHeldStickerIsNotSentAgainUntilAPersonReplaysIt() {
        StickerSender holding = sender(UnknownOutcome.HOLD);
        telegram.nextOutcome(new SendOutcome.Unknown("timeout"));
        assertThat(holding.handle(sticker(NOW), delivery())).isInstanceOf(Outcome.DeadLetter.class);
        assertThat(holding.handle(sticker(NOW), delivery())).isInstanceOf(Outcome.DeadLetter.class);
        holding.onDeadLetter(sticker(NOW), delivery(), "held");
        assertFailed(DeliveryFailure.HELD, "I could not find out whether your sticker reached you");
        assertThat(telegram.sent()).hasSize(1);

        holding.handle(sticker(NOW), replayed());

        assertThat(published.of(StickerDelivered.class).getFirst().getOutcomeUnknown())
                .isTrue();
        assertThat(published.of(ChatReply.class).getLast().getText()).startsWith("Here it is after all");
    }

    @Test
    void aJobHasOneEndWhicheverComesFirst() {
        assertThat(jobs.cancel(cancel())).isEqualTo(Outcome.done());
        assertThat(jobs.notMade(notMade())).isEqualTo(Outcome.done());
        sender.handle(sticker(NOW), delivery());
        sender.handle(sticker(NOW), replayed());

        assertThat(telegram.sent()).isEmpty();
        assertThat(published.of(ChatReply.class)).as("they asked for it").isEmpty();
        assertThat(published.of(DeliveryFailed.class))
                .extracting(DeliveryFailed::getReason)
                .containsOnly(DeliveryFailure.CANCELLED);
        assertThat(status.closed).containsExactly(job);
    }

    @Test
    void whatIsBeingSentCanNeitherBeCancelledNorFail() {
        sends.claim(Ids.sticker(job, 0));

        assertThat(jobs.cancel(cancel())).isInstanceOf(Outcome.Wait.class);
        assertThat(jobs.notMade(notMade())).isInstanceOf(Outcome.Wait.class);
        assertThat(published.of(DeliveryFailed.class)).isEmpty();
        assertThat(published.of(ChatReply.class)).isEmpty();
    }

    @Test
    void aJobThatWasNotMadeIsToldInItsUsersLanguageAndBroughtByItsReplayAlone() {
        jobs.notMade(notMade());
        assertThat(published.of(ChatReply.class).getFirst().getText()).startsWith("Картинка слишком маленькая");

        sender.handle(sticker(NOW), delivery());
        assertThat(telegram.sent()).isEmpty();
        sender.handle(sticker(NOW), replayed());
        assertThat(telegram.sent()).hasSize(1);
        assertThat(sends.ended(Ids.sticker(job, 0)).orElseThrow().end()).isInstanceOf(End.Arrived.class);
    }

    private void assertFailed(DeliveryFailure reason, String words) {
        assertThat(published.of(DeliveryFailed.class).getFirst().getReason()).isEqualTo(reason);
        ChatReply told = published.of(ChatReply.class).getFirst();
        assertThat(told.getText()).startsWith(words);
        assertThat(told.getReplyId()).isEqualTo(Ids.reply(job, "failed"));
        assertThat(sends.ended(Ids.sticker(job, 0)).orElseThrow().end())
                .isInstanceOfSatisfying(
                        End.Failed.class, failed -> assertThat(failed.why()).isEqualTo(Why.valueOf(reason.name())));
    }

    private StickerSender sender(UnknownOutcome unknown) {
        var meters = new SimpleMeterRegistry();
        var settings = new DeliverySettings(
                Set.of(),
                LEASE,
                Duration.ofHours(24),
                Duration.ofMillis(700),
                Duration.ofMillis(500),
                Duration.ofHours(6),
                unknown,
                new ReplyBudget(3, Duration.ofSeconds(5)),
                64);
        return new StickerSender(
                sends,
                new SendOnce(sends, telegram, LEASE, sends::nanos, Duration.ofMillis(1), meters),
                new StickerFiles(_ -> {
                    throw new AssertionError("the file is in the record");
                }),
                status,
                new StickerKeyboards(texts, StickerStyles.HOUSE, Prices.OFF),
                ends,
                events,
                words,
                settings,
                Clock.fixed(NOW, ZoneOffset.UTC),
                meters);
    }

    private StickerReady sticker(Instant ready) {
        return sticker(ready, StickerShape.CUT_OUT);
    }

    private StickerReady sticker(Instant ready, StickerShape shape) {
        return StickerReady.newBuilder()
                .setStickerId(Ids.sticker(job, 0))
                .setJobId(job)
                .setSessionId(Ids.session(job))
                .setUserId(Ids.user(1, CHAT))
                .setChatId(CHAT)
                .setChatKind(ChatKind.PRIVATE)
                .setShape(shape)
                .setPictureJobId(PICTURE)
                .setPictureProvider("fal")
                .setPictureModel("toys/negative")
                .setPictureCost("0.0390")
                .setSticker(ByteBuffer.wrap(new byte[] {1}))
                .setWidth(512)
                .setHeight(300)
                .setQuality(90)
                .setRequestedAt(ready)
                .setReceivedAt(ready)
                .setReadyAt(ready)
                .build();
    }

    private GenerationFailed notMade() {
        return GenerationFailed.newBuilder()
                .setJobId(job)
                .setChatId(CHAT)
                .setChatKind(ChatKind.PRIVATE)
                .setLanguage("ru")
                .setReason(GenerationFailure.TOO_SMALL)
                .setDeadLettered(true)
                .setFailedAt(NOW)
                .build();
    }

    private JobCommand cancel() {
        return JobCommand.newBuilder()
                .setCommandId(UUID.randomUUID())
                .setKind(JobCommandKind.CANCEL)
                .setJobId(job)
                .setUserId(Ids.user(1, CHAT))
                .setChatId(CHAT)
                .setIssuedAt(NOW)
                .build();
    }

    private static Delivery delivery() {
        return delivery(NOW);
    }

    private static Delivery delivery(Instant published) {
        return new Delivery("sticker-ready", 0, 0, Long.toString(CHAT), published, 1, Map.of(), NOW);
    }

    private static Delivery replayed() {
        return replayed(NOW);
    }

    private static Delivery replayed(Instant published) {
        var headers = Map.of(GroupHeaders.REPLAY, "delivery-telegram.dlt-0-3@2026-01-31T03:00:00Z");
        return new Delivery("sticker-ready", 0, 0, Long.toString(CHAT), published, 1, headers, NOW);
    }

    private static final class ShownStatus implements JobStatus {

        private final List<UUID> closed = new ArrayList<>();
        private final List<Integer> removed = new ArrayList<>();

        @Override
        public void reached(JobInChat job, int step) {}

        @Override
        public void ready(JobInChat job) {}

        @Override
        public OptionalInt close(UUID jobId, long chatId) {
            closed.add(jobId);
            return OptionalInt.of(50);
        }

        @Override
        public void remove(long chatId, int messageId) {
            removed.add(messageId);
        }
    }
}
