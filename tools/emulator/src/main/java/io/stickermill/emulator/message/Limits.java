package io.stickermill.emulator.message;

/**
 * How many messages may be sent, how often sticker sets may be changed, how late an answer may be; 0 switches a limit off. A window is shorter by
 * {@code graceMs} than its name says: whoever keeps to it counts when a message leaves, the emulator when it arrives.
 *
 * @param setBurst changes of one owner's sticker sets that may come at once
 * @param setPerSecond changes of one owner's sticker sets, in the long run
 * @param setCoolDownSeconds how long that owner's sets can't be changed when it was more
 * @param inlineAnswerMs how long an inline query can be answered
 * @param uploadPace whether large files of the same length are taken one after the other, 1 or 0
 */
public record Limits(
        int botPerSecond,
        int chatBurst,
        double chatPerSecond,
        int groupPerMinute,
        long graceMs,
        int setBurst,
        double setPerSecond,
        int setCoolDownSeconds,
        long inlineAnswerMs,
        int uploadPace) {
    /**
     * core.telegram.org/bots/faq, 'My bot is hitting limits'; for sets and inline queries, what other bots live with: Telegram says
     * nothing. Only the pace of uploads is in the server's source (tdlib/telegram-bot-api, ClientManager).
     */
    static final Limits TELEGRAM = new Limits(30, 3, 1, 20, 50, 10, 1, 30, 10_000, 1);

    public Limits {
        if (botPerSecond < 0
                || chatBurst < 0
                || chatPerSecond < 0
                || groupPerMinute < 0
                || graceMs < 0
                || setBurst < 0
                || setPerSecond < 0
                || setCoolDownSeconds < 0
                || inlineAnswerMs < 0
                || uploadPace < 0) {
            throw new IllegalArgumentException("A limit can't be negative; 0 switches it off");
        }
        if (chatPerSecond > 0 && chatBurst == 0) {
            throw new IllegalArgumentException("chat_burst must be at least 1 where chat_per_second is set");
        }
        if (setPerSecond > 0 && setBurst == 0) {
            throw new IllegalArgumentException("set_burst must be at least 1 where set_per_second is set");
        }
    }
}
