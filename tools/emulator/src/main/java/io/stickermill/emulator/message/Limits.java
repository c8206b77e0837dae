package io.stickermill.emulator.message;

/**
 * How many messages may be sent; 0 switches a limit off. A window is shorter by {@code graceMs} than its name says:
 * whoever keeps to it counts when a message leaves, the emulator when it arrives.
 */
public record Limits(int botPerSecond, int chatBurst, double chatPerSecond, int groupPerMinute, long graceMs) {
    /** core.telegram.org/bots/faq, 'My bot is hitting limits'. */
    static final Limits TELEGRAM = new Limits(30, 3, 1, 20, 50);

    public Limits {
        if (botPerSecond < 0 || chatBurst < 0 || chatPerSecond < 0 || groupPerMinute < 0 || graceMs < 0) {
            throw new IllegalArgumentException("A limit can't be negative; 0 switches it off");
        }
        if (chatPerSecond > 0 && chatBurst == 0) {
            throw new IllegalArgumentException("chat_burst must be at least 1 where chat_per_second is set");
        }
    }
}
