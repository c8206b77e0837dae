package io.stickermill.common;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Asks again and again until something is so.
 *
 * @param pause between an answer and the next question
 * @param limit after which no further question is asked
 */
public record Until(Duration pause, Duration limit) {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Asked at least once; what it throws ends the waiting. */
    @FunctionalInterface
    public interface Question<T, E extends Exception> {
        T ask() throws E, InterruptedException;
    }

    /** Without a limit. */
    public static Until every(Duration pause) {
        return new Until(pause, FOR_EVER);
    }

    public Until forAtMost(Duration most) {
        return new Until(pause, most);
    }

    /** The first answer that is enough, or the last one when the time is over: whoever asks must look which. */
    public <T, E extends Exception> T answer(Question<T, E> question, Predicate<? super T> enough)
            throws E, InterruptedException {
        long begin = System.nanoTime();
        T answer = question.ask();
        while (!enough.test(answer) && System.nanoTime() - begin < limit.toNanos()) {
            Thread.sleep(pause);
            answer = question.ask();
        }
        return answer;
    }

    /** Whether it came true in time. */
    public <E extends Exception> boolean isTrue(Question<Boolean, E> condition) throws E, InterruptedException {
        return answer(condition, Boolean::booleanValue);
    }
}
