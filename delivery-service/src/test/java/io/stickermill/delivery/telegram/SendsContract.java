package io.stickermill.delivery.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Item.Kind;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the ledger of sends promises, in the database and in memory. */
abstract class SendsContract {

    private static final AtomicLong CHATS = new AtomicLong(900_000);
    private static final EndEvent EVENT = new EndEvent(
            Topics.STICKER_DELIVERED, new byte[] {1, 2}, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final UUID job = UUID.randomUUID();
    private final long chat = CHATS.incrementAndGet();
    private final Item sticker = Item.stickerOf(job, chat);

    abstract Sends sends();

    /** The lease of a claim that was made now ends. */
    abstract void leaseEnds(UUID id);

    abstract int unknownOutcomes(UUID id);

    @Test
    void oneOfAllWhoClaimHasItUntilItIsGivenBack() {
        Claimed.Mine mine = claimed(sticker);
        assertThat(sends().claim(sticker.id())).isInstanceOf(Claimed.Anothers.class);

        sends().release(sticker.id(), mine.grant());

        assertThat(claimed(sticker).unknownOutcomes()).isZero();
    }

    @Test
    void aClaimWhoseLeaseHasEndedIsTakenOverAndCountsAsUnknownOnce() {
        Claimed.Mine stale = claimed(sticker);
        leaseEnds(sticker.id());

        Claimed.Mine next = claimed(sticker);

        assertThat(next.grant().takenOver()).isTrue();
        assertThat(next.unknownOutcomes()).isOne();
        assertThat(sends().renew(sticker.id(), stale.grant())).isFalse();
        assertThat(sends().end(sticker, stale.grant(), new End.Arrived(1, null), null))
                .isFalse();
        assertThat(sends().releaseUnknown(sticker.id(), stale.grant())).isZero();
        sends().release(sticker.id(), stale.grant());
        assertThat(sends().claim(sticker.id())).as("it is the next one's").isInstanceOf(Claimed.Anothers.class);
        assertThat(sends().renew(sticker.id(), next.grant())).isTrue();
        assertThat(unknownOutcomes(sticker.id())).isOne();
    }

    @Test
    void anUnknownOutcomeIsCountedEachTimeAndGivesTheClaimBack() {
        for (int times = 1; times <= 3; times++) {
            Claimed.Mine mine = claimed(sticker);
            assertThat(mine.unknownOutcomes()).isEqualTo(times - 1);
            assertThat(sends().releaseUnknown(sticker.id(), mine.grant())).isEqualTo(times);
        }
    }

    @Test
    void anEndIsFinalAndKeepsItsEvent() {
        Claimed.Mine mine = claimed(sticker);
        var arrived = new End.Arrived(7, "file");

        assertThat(sends().ended(sticker.id())).isEmpty();
        assertThat(sends().end(sticker, mine.grant(), arrived, EVENT)).isTrue();

        assertThat(sends().end(sticker, mine.grant(), new End.Failed(Why.REFUSED, "late"), null))
                .isFalse();
        assertThat(sends().endUnclaimed(sticker, new End.Failed(Why.CANCELLED, ""), null))
                .isFalse();
        assertThat(sends().claim(sticker.id())).isInstanceOfSatisfying(Claimed.Over.class, over -> {
            assertThat(over.end()).isEqualTo(arrived);
            assertThat(over.event().topic()).isEqualTo(Topics.STICKER_DELIVERED);
            assertThat(over.event().encoded()).containsExactly(1, 2);
            assertThat(over.byReplay()).isFalse();
        });
    }

    @Test
    void whatIsNotClaimedCanBeEndedAndWhatIsClaimedCannot() {
        Claimed.Mine mine = claimed(sticker);
        var cancelled = new End.Failed(Why.CANCELLED, "");

        assertThat(sends().endUnclaimed(sticker, cancelled, null)).isFalse();
        sends().release(sticker.id(), mine.grant());
        assertThat(sends().endUnclaimed(sticker, cancelled, null)).isTrue();

        assertThat(sends().ended(sticker.id()).orElseThrow().end()).isEqualTo(cancelled);
    }

    @Test
    void everyFailureIsReadAsItWasWritten() {
        for (Why why : Why.values()) {
            for (String detail : List.of("", "Bad Request: chat not found", "a: b: c")) {
                Item item = Item.stickerOf(UUID.randomUUID(), chat);
                var failed = new End.Failed(why, detail);
                sends().endUnclaimed(item, failed, null);
                assertThat(sends().ended(item.id()).orElseThrow().end()).isEqualTo(failed);
            }
        }
    }

    @Test
    void aReplayOpensADeadLetterOnce() {
        Replay first = Replay.parse("generation.dlt-0-3@2026-01-31T03:00:00Z").orElseThrow();
        Replay second = Replay.parse("generation.dlt-0-3@2026-01-31T04:00:00Z").orElseThrow();
        assertThat(sends().reopen(sticker.id(), first)).as("nothing to open").isFalse();
        sends().endUnclaimed(sticker, new End.Failed(Why.INTERNAL, "x", true), EVENT);

        assertThat(sends().reopen(sticker.id(), first)).isTrue();
        assertThat(sends().ended(sticker.id())).isEmpty();
        Claimed.Mine mine = claimed(sticker);
        assertThat(mine.byReplay()).isTrue();
        sends().end(sticker, mine.grant(), new End.Failed(Why.REFUSED, "y"), null);

        assertThat(sends().reopen(sticker.id(), first)).isFalse();
        assertThat(sends().reopen(sticker.id(), second))
                .as("it is still a dead letter")
                .isTrue();
        sends().endUnclaimed(sticker, new End.Failed(Why.CANCELLED, ""), null);
        assertThat(sends().reopen(sticker.id(), first)).as("cancelled for good").isFalse();
    }

    @Test
    void whatFailedAndIsNoDeadLetterStaysFailed() {
        Replay replay = Replay.parse("generation.dlt-0-3@2026-01-31T03:00:00Z").orElseThrow();
        sends().endUnclaimed(sticker, new End.Failed(Why.NOT_MADE, "TOO_SMALL"), null);

        assertThat(sends().reopen(sticker.id(), replay)).isFalse();
    }

    @Test
    void aJobsMessagesAreItsStickerAndItsSheetsInItsChatAlone() {
        arrive(sticker, 11);
        arrive(new Item(UUID.randomUUID(), Kind.SHEET, job, chat), 12);
        arrive(new Item(UUID.randomUUID(), Kind.REPLY, job, chat), 13);
        arrive(new Item(UUID.randomUUID(), Kind.SHEET, UUID.randomUUID(), chat), 14);

        assertThat(sends().messagesOf(job, chat)).containsExactlyInAnyOrder(11, 12);
        assertThat(sends().messagesOf(job, chat + 1_000_000)).isEmpty();
        assertThat(sends().isAnswer(chat, 12)).isTrue();
        assertThat(sends().isAnswer(chat, 13)).isTrue();
        assertThat(sends().isAnswer(chat, 11)).isFalse();
        assertThat(sends().isAnswer(chat + 1_000_000, 12)).isFalse();
    }

    @Test
    void repliesThatArrivedAreCountedAChat() {
        arrive(new Item(UUID.randomUUID(), Kind.REPLY, null, chat), 1);
        arrive(new Item(UUID.randomUUID(), Kind.REPLY, null, chat), 2);
        arrive(new Item(UUID.randomUUID(), Kind.SHEET, job, chat), 3);
        sends().endUnclaimed(
                        new Item(UUID.randomUUID(), Kind.REPLY, null, chat), new End.Failed(Why.OVER_BUDGET, ""), null);

        assertThat(sends().saidWithin(Duration.ofMinutes(1), chat)).isEqualTo(2);
        assertThat(sends().saidWithin(Duration.ofMinutes(1), chat + 1_000_000)).isZero();
    }

    private void arrive(Item item, int messageId) {
        assertThat(sends().end(item, claimed(item).grant(), new End.Arrived(messageId, null), null))
                .isTrue();
    }

    private Claimed.Mine claimed(Item item) {
        return (Claimed.Mine) sends().claim(item.id());
    }
}
