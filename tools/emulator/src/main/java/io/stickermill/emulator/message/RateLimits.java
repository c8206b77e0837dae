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
            refuseIfPositive(Math.max(botWait, chat.wait(now, limits)));
            chat.count(now, limits);
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

    /** When the chat would be even again if nothing more came (the 'theoretical arrival time' of GCRA). */
    private static final class Pace {
        private double even;

        long wait(long now, Limits limits) {
            if (limits.chatPerSecond() == 0) {
                return 0;
            }
            double ahead = (limits.chatBurst() - 1) * interval(limits) + limits.graceMs();
            return (long) Math.ceil(Math.max(0, even - ahead - now));
        }

        void count(long now, Limits limits) {
            if (limits.chatPerSecond() > 0) {
                even = Math.max(even, (double) now) + interval(limits);
            }
        }

        private static double interval(Limits limits) {
            return 1000 / limits.chatPerSecond();
        }
    }
}
