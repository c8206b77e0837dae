package io.stickermill.emulator.message;

import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.Chats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Telegram's limits on sends: sliding windows for the bot and for groups, a burst and a steady rate for a private chat. */
public final class RateLimits {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Long, Window> groups = new HashMap<>();
    private final Map<Long, Pace> chats = new HashMap<>();
    private final Map<Long, Pace> owners = new HashMap<>();
    private final Map<Long, Long> coolingOwners = new HashMap<>();
    private Window bot = new Window();
    private Limits limits = Limits.TELEGRAM;

    public RateLimits(Clock clock) {
        this.clock = clock;
    }

    /** The limits as they are. */
    public synchronized Limits limits() {
        return limits;
    }

    /** Starts anew under other limits. */
    public synchronized void set(Limits limits) {
        this.limits = limits;
        bot = new Window();
        groups.clear();
        chats.clear();
        owners.clear();
        coolingOwners.clear();
    }

    /**
     * Counts a change of an owner's sticker sets. Whoever was too quick may change none of them for a while.
     *
     * @throws Refusal 429
     */
    public synchronized void acquireSetChange(long owner) {
        if (limits.setPerSecond() == 0) {
            return;
        }
        long now = clock.millis();
        Pace pace = owners.computeIfAbsent(owner, _ -> new Pace());
        if (pace.wait(now, limits.setPerSecond(), limits.setBurst(), limits.graceMs()) > 0) {
            coolingOwners.merge(owner, now + 1000L * limits.setCoolDownSeconds(), Math::max);
        }
        refuseIfPositive(coolingOwners.getOrDefault(owner, now) - now);
        coolingOwners.remove(owner);
        pace.count(now, limits.setPerSecond());
    }

    /**
     * Counts one send, or none at all if any limit forbids it.
     *
     * @throws Refusal 429
     */
    synchronized void acquire(long chatId) {
        long now = clock.millis();
        long botWait = bot.wait(now, limits.botPerSecond(), SECOND.toMillis() - limits.graceMs());
        if (Chats.isGroup(chatId)) {
            Window group = groups.computeIfAbsent(chatId, id -> new Window());
            refuseIfPositive(
                    Math.max(botWait, group.wait(now, limits.groupPerMinute(), MINUTE.toMillis() - limits.graceMs())));
            group.count(now);
        } else {
            Pace chat = chats.computeIfAbsent(chatId, id -> new Pace());
            refuseIfPositive(
                    Math.max(botWait, chat.wait(now, limits.chatPerSecond(), limits.chatBurst(), limits.graceMs())));
            chat.count(now, limits.chatPerSecond());
        }
        bot.count(now);
    }

    private static void refuseIfPositive(long waitMillis) {
        if (waitMillis > 0) {
            throw Refusal.tooManyRequests(Math.ceilDiv(waitMillis, 1000L));
        }
    }

    /** The times of the last sends. */
    private static final class Window {
        private final Deque<Long> sends = new ArrayDeque<>();

        long wait(long now, int limit, long length) {
            while (!sends.isEmpty() && sends.getFirst() <= now - length) {
                sends.removeFirst();
            }
            return limit == 0 || sends.size() < limit ? 0 : sends.getFirst() + length - now;
        }

        void count(long now) {
            sends.addLast(now);
        }
    }

    /** When whoever is paced would be even again if nothing more came (the 'theoretical arrival time' of GCRA). */
    private static final class Pace {
        private double even;

        long wait(long now, double perSecond, int burst, long graceMs) {
            if (perSecond == 0) {
                return 0;
            }
            double ahead = (burst - 1) * 1000 / perSecond + graceMs;
            return (long) Math.ceil(Math.max(0, even - ahead - now));
        }

        void count(long now, double perSecond) {
            if (perSecond > 0) {
                even = Math.max(even, (double) now) + 1000 / perSecond;
            }
        }
    }
}
