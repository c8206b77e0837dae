package io.stickermill.platform.telegram.limit;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stickermill.platform.metric.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets messages go as fast as Telegram takes them. Only messages count; edits have buckets of their own. What Telegram
 * refuses all the same (429) is held for as long as it says: that method in that chat, on all instances, and nothing else.
 *
 * <p>In any window a bucket lets through at most its capacity and what flows in meanwhile; both together are the figure. So
 * a third of it is capacity, the rest the flow.
 */
public final class MessageLimits {

    /** A chat's bucket holds thousandths of messages. */
    private static final long MESSAGE = 1000;

    /** What the interval between two messages has to spare for those that arrive late. */
    private static final Duration ON_TIME = Duration.ofMillis(50);

    /** A message that nobody waits for leaves as many of the bot's tokens to those that somebody does. */
    private static final int RESERVE = 3;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Buckets buckets;
    private final LimitSettings settings;
    private final String bot;
    private final Holds holds;
    private final MeterRegistry meters;
    private final Timer waits;

    /** @param botId names the bot's buckets */
    public MessageLimits(DataSource database, LimitSettings settings, long botId, Clock clock, MeterRegistry meters) {
        this.buckets = new Buckets(database, clock);
        this.settings = settings;
        this.bot = Long.toString(botId);
        this.holds = new Holds(database, botId);
        this.meters = meters;
        this.waits = Metric.LIMITS_WAIT.timer(meters);
    }

    /**
     * Waits until a message to the chat may go, {@code stickermill.limits.max-wait} at most. To be called right before
     * each message, outside of any transaction.
     *
     * <p>The chat's token is taken last and at once: a token that is taken and then waits for the other bucket would let
     * two messages of a chat go close together.
     *
     * @param chatId below zero for a group, as Telegram has it
     * @param method of the Bot API that sends it, {@code sendSticker} say
     * @see #answered
     */
    public Turn await(long chatId, String method) {
        long start = System.nanoTime();
        Turn turn = await(chatId, method, start + settings.maxWait().toNanos());
        waits.record(Duration.ofNanos(System.nanoTime() - start));
        return turn;
    }

    private Turn await(long chatId, String method, long deadline) {
        Duration held = holds.remaining(chatId, method);
        if (held.toNanos() > deadline - System.nanoTime()) {
            return new Turn.Held(held);
        }
        LockSupport.parkNanos(held.toNanos());
        BucketProxy ofBot = bot();
        BucketProxy ofChat = chat(chatId);
        while (true) {
            long chatWait = ofChat == null
                    ? 0
                    : ofChat.estimateAbilityToConsume(MESSAGE).getNanosToWaitForRefill();
            long left = deadline - System.nanoTime();
            if (chatWait > left) {
                return new Turn.Later();
            }
            LockSupport.parkNanos(chatWait);
            if (ofBot != null
                    && !ofBot.asBlocking()
                            .tryConsumeUninterruptibly(
                                    1, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return new Turn.Later();
            }
            Optional<Turn.Now> counted = count(ofChat);
            if (counted.isPresent()) {
                return counted.get();
            }
        }
    }

    private static Optional<Turn.Now> count(@Nullable BucketProxy ofChat) {
        long since = System.nanoTime();
        if (ofChat == null) {
            return Optional.of(new Turn.Now(0, since));
        }
        ConsumptionProbe counted = ofChat.tryConsumeAndReturnRemaining(MESSAGE);
        return counted.isConsumed()
                ? Optional.of(new Turn.Now(counted.getRemainingTokens() + MESSAGE, since))
                : Optional.empty();
    }

    /**
     * Telegram has answered a message. It counts messages when they arrive: a bucket that was full when this one was
     * counted here was still full there, and what has flowed into ours meanwhile was not earned. Without this, a burst
     * that a busy machine or a slow line holds up is followed too closely by the next message.
     *
     * @param later the time from its turn to the answer: when it arrived at the latest
     */
    public void answered(long chatId, Turn.Now turn, Duration later) {
        BucketProxy ofChat = chat(chatId);
        if (ofChat == null || later.compareTo(ON_TIME) <= 0) {
            return;
        }
        boolean group = chatId < 0;
        long capacity = MESSAGE * (group ? groupCapacity() : settings.chatBurst());
        double flowed = group
                ? (double) later.toNanos() / A_MINUTE.toNanos() * (settings.groupPerMinute() - groupCapacity())
                : (double) later.toNanos() / settings.chatInterval().toNanos();
        long unearned = Math.min(capacity, turn.room() + Math.round(flowed * MESSAGE) - capacity);
        if (unearned > 0) {
            long _ = ofChat.consumeIgnoringRateLimits(unearned);
        }
    }

    /**
     * Whether a message that nobody waits for may go at this moment; it never waits, and leaves a reserve to others.
     *
     * @param method of the Bot API that sends it
     */
    public Optional<Turn.Now> tryNow(long chatId, String method) {
        if (isHeld(chatId, method)) {
            return Optional.empty();
        }
        BucketProxy ofBot = bot();
        if (ofBot != null && ofBot.getAvailableTokens() <= RESERVE) {
            return Optional.empty();
        }
        BucketProxy ofChat = chat(chatId);
        // One is left to the sticker, which comes next.
        if (ofChat != null && ofChat.getAvailableTokens() < 2 * MESSAGE) {
            return Optional.empty();
        }
        return count(ofChat).filter(_ -> ofBot == null || ofBot.tryConsume(1));
    }

    /**
     * Whether an edit may go at this moment. Where there is no room it is dropped: the next one tells more. Groups get none.
     *
     * @param method of the Bot API that edits
     */
    public boolean tryEdit(long chatId, String method) {
        if (chatId < 0 || isHeld(chatId, method)) {
            return false;
        }
        return settings.editBurst() == 0
                || buckets.bucket("edit/" + bot + "/" + chatId, settings.editBurst(), 1, settings.editInterval())
                        .tryConsume(1);
    }

    /** How long it is until a person's sticker sets may be changed once more; zero if now, and then that is counted. */
    public Duration untilSetChange(long owner) {
        if (settings.setBurst() == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe counted = buckets.bucket(
                        "set/" + bot + "/" + owner, settings.setBurst(), 1, settings.setInterval())
                .tryConsumeAndReturnRemaining(1);
        return counted.isConsumed() ? Duration.ZERO : Duration.ofNanos(counted.getNanosToWaitForRefill());
    }

    /** Telegram has refused a call with 429. */
    public void refused(long chatId, String method, Duration retryAfter) {
        Metric.LIMITS_REFUSED.counter(meters, method).increment();
        Metric.LIMITS_HELD.timer(meters, method).record(retryAfter);
        holds.hold(chatId, method, retryAfter);
    }

    /** How long Telegram has put a method in a chat on hold; zero if it has not. */
    public Duration held(long chatId, String method) {
        return holds.remaining(chatId, method);
    }

    private boolean isHeld(long chatId, String method) {
        return holds.remaining(chatId, method).isPositive();
    }

    /** Removes buckets that are full again or of a future, and holds that are over: as good as none. */
    void tidy() {
        holds.removeOver();
        Duration edits = settings.editInterval().multipliedBy(settings.editBurst());
        Duration chats = settings.chatInterval().multipliedBy(settings.chatBurst());
        buckets.removeFullAndFuture("set/" + bot + "/", settings.setInterval().multipliedBy(settings.setBurst()));
        buckets.removeFullAndFuture("bot/" + bot, Duration.ofSeconds(1));
        buckets.removeFullAndFuture("edit/" + bot + "/", edits);
        // A group's is full again within a minute.
        buckets.removeFullAndFuture("chat/" + bot + "/", chats.compareTo(A_MINUTE) > 0 ? chats : A_MINUTE);
    }

    private @Nullable BucketProxy bot() {
        int figure = settings.botPerSecond();
        return figure == 0
                ? null
                : buckets.bucket("bot/" + bot, figure / 3, figure - figure / 3, Duration.ofSeconds(1));
    }

    private @Nullable BucketProxy chat(long chatId) {
        String name = "chat/" + bot + "/" + chatId;
        if (chatId < 0) {
            int figure = settings.groupPerMinute();
            return figure == 0
                    ? null
                    : buckets.bucket(name, MESSAGE * groupCapacity(), MESSAGE * (figure - groupCapacity()), A_MINUTE);
        }
        return settings.chatBurst() == 0
                ? null
                : buckets.bucket(name, MESSAGE * settings.chatBurst(), MESSAGE, settings.chatInterval());
    }

    private int groupCapacity() {
        return settings.groupPerMinute() / 4;
    }
}
