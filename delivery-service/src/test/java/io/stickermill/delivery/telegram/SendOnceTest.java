package io.stickermill.delivery.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.request.SendMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendOnceTest {

    private static final Duration LEASE = Duration.ofSeconds(45);

    private final SendsInMemory sends = new SendsInMemory(LEASE);
    private final ScriptedMessages telegram = new ScriptedMessages();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SendOnce once = new SendOnce(sends, telegram, LEASE, sends::nanos, Duration.ofMillis(1), meters);
    private final Text text = new Text(sends);

    @Test
    void isSentOnceHoweverOftenItComes() {
        assertThat(once.send(text)).isEqualTo(Outcome.done());
        assertThat(once.send(text)).isEqualTo(Outcome.done());

        assertThat(telegram.sent()).hasSize(1);
        assertThat(text.after).as("what follows is done again").hasSize(2);
    }

    /** A is frozen while it waits for its turn; B takes over, and sends. */
    @Test
    void aStaleClaimSendsNothing() {
        var frozen = new ScriptedMessages();
        SendOnce a = new SendOnce(sends, frozen, LEASE, sends::nanos, Duration.ofMillis(1), meters);
        frozen.whileWaiting(() -> {
            sends.pass(LEASE.plusSeconds(1));
            once.send(text);
        });

        Outcome outcome = a.send(text);

        assertThat(outcome).isInstanceOf(Outcome.Wait.class);
        assertThat(frozen.sent()).isEmpty();
        assertThat(telegram.sent()).hasSize(1);
        assertThat(a.send(text)).as("looks again, and finds the end").isEqualTo(Outcome.done());
        assertThat(frozen.sent()).isEmpty();
    }

    @Test
    void aLongWaitRenewsTheClaim() {
        telegram.whileWaiting(() -> sends.pass(LEASE.minusSeconds(1)));
        telegram.whileSending(() -> {
            sends.pass(Duration.ofSeconds(30));
            assertThat(sends.claim(text.id)).as("nobody takes it over").isInstanceOf(Claimed.Anothers.class);
        });

        once.send(text);

        assertThat(telegram.sent()).hasSize(1);
        assertThat(sends.unknownOutcomes(text.id)).isZero();
    }

    @Test
    void whateverFailsBeforeTheSendGivesTheClaimBack() {
        text.fault = new IllegalStateException("no file");

        assertThatThrownBy(() -> once.send(text)).hasMessage("no file");

        assertThat(sends.isFree(text.id)).isTrue();
        text.fault = null;
        once.send(text);
        assertThat(sends.unknownOutcomes(text.id)).as("nothing was sent before").isZero();
    }

    @Test
    void aDatabaseThatIsAwayWhenAClaimIsGivenBackIsWaitedFor() {
        telegram.nextOutcome(new SendOutcome.NotYet("Too Many Requests", Duration.ofSeconds(7)));
        telegram.whileSending(() -> sends.fail(5));

        assertThat(once.send(text)).isEqualTo(new Outcome.Outage("Too Many Requests", Duration.ofSeconds(7)));

        assertThat(sends.isFree(text.id)).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayAfterTheSendIsWaitedFor() {
        telegram.whileSending(() -> sends.fail(5));

        assertThat(once.send(text)).isEqualTo(Outcome.done());

        assertThat(sends.ended(text.id).orElseThrow().end()).isInstanceOf(End.Arrived.class);
        assertThat(telegram.sent()).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsCountedWhenItHappensAndEachTime() {
        for (int times = 1; times <= 13; times++) {
            telegram.nextOutcome(new SendOutcome.Unknown("timeout"));
            telegram.whileSending(() -> sends.fail(3));

            assertThat(once.send(text)).isEqualTo(Outcome.retry("timeout"));

            assertThat(sends.unknownOutcomes(text.id)).isEqualTo(times);
            assertThat(text.unknown).hasSize(times);
            assertThat(sends.isFree(text.id)).isTrue();
        }
        assertThat(meters.counter("stickermill.sends.outcome_unknown").count()).isEqualTo(13);
    }

    @Test
    void telegramsHoldsAndAbsencesAreNoFailedAttempts() {
        telegram.nextLeave(new Leave.Held(Duration.ofMinutes(1)));
        assertThat(once.send(text))
                .isEqualTo(
                        new Outcome.Outage("Telegram has put sendMessage to this chat on hold", Duration.ofMinutes(1)));
        telegram.nextLeave(new Leave.Later());
        assertThat(once.send(text)).isInstanceOf(Outcome.Wait.class);
        telegram.nextOutcome(new SendOutcome.NotYet("connection refused", null));
        assertThat(once.send(text)).isEqualTo(new Outcome.Outage("connection refused", null));
        assertThat(sends.isFree(text.id)).isTrue();
    }

    @Test
    void aRefusalIsAnEnd() {
        telegram.nextOutcome(new SendOutcome.Final(SendOutcome.Final.Reason.BLOCKED, "blocked by the user"));

        once.send(text);

        assertThat(sends.ended(text.id).orElseThrow().end())
                .isEqualTo(new End.Failed(Why.BLOCKED, "blocked by the user"));
    }

    @Test
    void aSendUnderALostClaimIsCountedAndTheOthersEndStands() {
        telegram.whileSending(() -> {
            telegram.whileSending(() -> {});
            sends.pass(LEASE.plusSeconds(1));
            once.send(text);
        });

        assertThat(once.send(text)).isInstanceOf(Outcome.Wait.class);

        assertThat(meters.counter("stickermill.sends.under_lost_claim").count()).isOne();
        assertThat(sends.unknownOutcomes(text.id)).isOne();
    }

    private static final class Text implements Letter<SendMessage> {

        private final UUID id = UUID.randomUUID();
        private final List<Claimed.Over> after = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private @Nullable RuntimeException fault;
        private final SendsInMemory ledger;

        Text(SendsInMemory ledger) {
            this.ledger = ledger;
        }

        @Override
        public Item item() {
            return new Item(id, Item.Kind.REPLY, null, 7);
        }

        @Override
        public Destination place() {
            return new Destination(7, null, null);
        }

        @Override
        public Instant askedAt() {
            return Instant.EPOCH;
        }

        @Override
        public String method() {
            return "sendMessage";
        }

        @Override
        public Optional<Verdict> stopped(Claimed.Mine mine) {
            return Optional.empty();
        }

        @Override
        public LongFunction<SendMessage> message() {
            if (fault != null) {
                throw fault;
            }
            return chat -> new SendMessage(chat, "hello");
        }

        @Override
        public Verdict.Ends arrived(Message message, Claimed.Mine mine) {
            return new Verdict.Ends(new End.Arrived(message.messageId(), null), null);
        }

        @Override
        public Verdict.Ends refused(Why why, String detail) {
            return new Verdict.Ends(new End.Failed(why, detail), null);
        }

        @Override
        public Outcome afterUnknown(String cause) {
            unknown.add(cause);
            return Outcome.retry(cause);
        }

        @Override
        public boolean end(Claim.Granted grant, End end, @Nullable EndEvent event) {
            return ledger.end(item(), grant, end, event);
        }

        @Override
        public Outcome after(Claimed.Over over) {
            after.add(over);
            return Outcome.done();
        }
    }
}
