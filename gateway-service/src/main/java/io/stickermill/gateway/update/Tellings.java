package io.stickermill.gateway.update;

import java.time.Duration;

/** How often a chat is told the same thing. */
interface Tellings {

    /** How often a kind of answer is given. */
    enum Often {
        /** What is true of a whole while, told once in it. */
        ONCE(1, Duration.ofDays(1)),
        /** What nobody asked for. */
        HINT(1, Duration.ofMinutes(1)),
        /** What is said of one file or text among others. */
        COMPLAINT(5, Duration.ofMinutes(1)),
        /** What was asked for by a command. */
        ANSWER(10, Duration.ofMinutes(1));

        private final int most;
        private final Duration within;

        Often(int most, Duration within) {
            this.most = most;
            this.within = within;
        }

        int most() {
            return most;
        }

        Duration within() {
            return within;
        }
    }

    /**
     * Notes that a chat is to be told something, unless it has been often enough. The message that was answered last may be
     * answered again: its update came again.
     *
     * @param what names it
     * @param messageId the message that is answered
     */
    boolean claim(long chatId, String what, Often often, int messageId);

    /** Whether a claim would be refused, as far as can be told without asking anybody. */
    boolean isSpent(long chatId, String what);
}
