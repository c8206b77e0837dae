package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.request.AbstractSendRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.chat.MessageSender;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Letter.Verdict;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.metric.Metric;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * The one way in which anything is sent: it is claimed, waits for its turn, is sent, and its claim ends in a row or is given
 * back, whatever goes wrong in between.
 */
final class SendOnce {

    private static final Logger log = LoggerFactory.getLogger(SendOnce.class);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofSeconds(1);

    /** The part of a lease that may pass before a send without renewing it: the user waits for each commit. */
    private static final int WAIT_OF_LEASE = 20;

    private final Sends sends;
    private final MessageSender messenger;
    private final Duration lease;
    private final LongSupplier nanos;
    private final MeterRegistry meters;
    private final RetryTemplate untilTheLeaseEnds;

    /**
     * @param lease of the claims
     * @param nanos time that goes on while the process is frozen, in nanoseconds
     * @param pause between two tries of what the database must know after a send
     */
    SendOnce(
            Sends sends,
            MessageSender messenger,
            Duration lease,
            LongSupplier nanos,
            Duration pause,
            MeterRegistry meters) {
        this.sends = sends;
        this.messenger = messenger;
        this.lease = lease;
        this.nanos = nanos;
        this.meters = meters;
        this.untilTheLeaseEnds = new RetryTemplate(RetryPolicy.builder()
                .delay(pause)
                .maxRetries(Long.MAX_VALUE)
                .timeout(lease)
                .build());
    }

    <T extends AbstractSendRequest<T>> Outcome send(Letter<T> letter) {
        long since = nanos.getAsLong();
        return settle(letter, mine -> attempt(letter, mine, since));
    }

    /** Gives something an end without sending it. */
    Outcome end(Letter<?> letter, Function<Claimed.Mine, Verdict.Ends> end) {
        return settle(letter, end::apply);
    }

    private Outcome settle(Letter<?> letter, Function<Claimed.Mine, Verdict> work) {
        return switch (sends.claim(letter.item().id())) {
            case Claimed.Over over -> letter.after(over);
            case Claimed.Anothers(Duration remaining) ->
                new Outcome.Wait(
                        remaining.compareTo(LONGEST_LOOK) < 0 ? remaining.plusMillis(20) : LONGEST_LOOK,
                        "another instance is sending it");
            case Claimed.Mine mine -> settle(letter, mine, work);
        };
    }

    private Outcome settle(Letter<?> letter, Claimed.Mine mine, Function<Claimed.Mine, Verdict> work) {
        UUID id = letter.item().id();
        if (mine.grant().takenOver()) {
            unknown(letter, mine.unknownOutcomes(), "the instance that was sending it died");
        }
        Verdict verdict;
        try {
            verdict = work.apply(mine);
        } catch (RuntimeException e) {
            giveBack(id, mine);
            throw e;
        }
        return switch (verdict) {
            case Verdict.Ends ends -> ended(letter, mine, ends);
            case Verdict.GivesBack(Outcome outcome) -> {
                giveBack(id, mine);
                yield outcome;
            }
            case Verdict.Unknown(String cause) -> {
                int times = untilTheLeaseEnds.<Integer>invoke(() -> sends.releaseUnknown(id, mine.grant()));
                unknown(letter, times, cause);
                yield letter.afterUnknown(cause);
            }
        };
    }

    private <T extends AbstractSendRequest<T>> Verdict attempt(Letter<T> letter, Claimed.Mine mine, long since) {
        Optional<Verdict> stopped = letter.stopped(mine);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        LongFunction<T> message = letter.message();
        return switch (messenger.ask(letter.place().chatId(), letter.askedAt(), letter.method())) {
            case Leave.Later() -> new Verdict.GivesBack(new Outcome.Wait(TURN, "Telegram's limits"));
            case Leave.Held(Duration remaining) ->
                new Verdict.GivesBack(
                        new Outcome.Outage("Telegram has put " + letter.method() + " to this chat on hold", remaining));
            case Leave.Refused(SendOutcome.Final.Reason reason, String detail) ->
                letter.refused(Why.named(reason.name()), detail);
            case Leave.Granted granted -> {
                if (!keep(letter.item().id(), mine, since)) {
                    log.warn("{} is not sent: its claim was lost while it waited", letter.item());
                    Metric.STALE_CLAIMS.counter(meters).increment();
                    yield new Verdict.GivesBack(new Outcome.Wait(Duration.ZERO, "its claim was lost"));
                }
                letter.leaves();
                yield judged(letter, mine, messenger.send(letter.place(), granted, message));
            }
        };
    }

    /** Renews a claim that is older than a moment. False if it is no longer ours. */
    private boolean keep(UUID id, Claimed.Mine mine, long since) {
        return (nanos.getAsLong() - since) * WAIT_OF_LEASE < lease.toNanos() || sends.renew(id, mine.grant());
    }

    private static Verdict judged(Letter<?> letter, Claimed.Mine mine, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent(var message) -> letter.arrived(message, mine);
            case SendOutcome.Final(SendOutcome.Final.Reason reason, String detail) ->
                letter.refused(Why.named(reason.name()), detail);
            case SendOutcome.NotYet(String cause, Duration atLeast) ->
                new Verdict.GivesBack(new Outcome.Outage(cause, atLeast));
            case SendOutcome.Moved(long today) ->
                new Verdict.GivesBack(new Outcome.Wait(Duration.ZERO, "the group is " + today + " now"));
            case SendOutcome.Unknown(String cause) -> new Verdict.Unknown(cause);
        };
    }

    /**
     * Once something is sent, giving up on its row would send it again: whatever is away is waited for, as long as the claim
     * holds. After that the row says that nobody knows.
     */
    private Outcome ended(Letter<?> letter, Claimed.Mine mine, Verdict.Ends ends) {
        UUID id = letter.item().id();
        Claimed.Over over = untilTheLeaseEnds.invoke(() -> {
            EndEvent event = ends.event() == null ? null : ends.event().get();
            return letter.end(mine.grant(), ends.end(), event)
                    ? new Claimed.Over(ends.end(), event, mine.byReplay())
                    // It may be this end, whose commit was not answered.
                    : sends.ended(id).orElse(null);
        });
        if (over == null || !over.end().equals(ends.end())) {
            log.warn("{} came to {} under a claim that had been lost", letter.item(), ends.end());
            Metric.UNDER_LOST_CLAIM.counter(meters).increment();
            return new Outcome.Wait(TURN, "another instance has it");
        }
        return letter.after(over);
    }

    /** Before the database knows, another try would take it for sent. */
    private void giveBack(UUID id, Claimed.Mine mine) {
        try {
            untilTheLeaseEnds.invoke(() -> sends.release(id, mine.grant()));
        } catch (RuntimeException e) {
            log.warn("the claim on {} could not be given back: {}", id, e.toString());
        }
    }

    private void unknown(Letter<?> letter, int times, String cause) {
        Metric.OUTCOME_UNKNOWN.counter(meters).increment();
        log.warn("whether {} was sent is unknown ({} so far): {}", letter.item(), times, cause);
        letter.unknown(times);
    }
}
