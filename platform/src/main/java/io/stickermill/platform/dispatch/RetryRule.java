package io.stickermill.platform.dispatch;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Duration;
import java.util.List;

/**
 * The one rule of when what failed is tried again: some times soon after, in its place; then after a longer delay, out of
 * its place, and as often in a row again. A short delay comes several times before a longer one: nothing waits for much
 * longer than it has failed.
 *
 * @param delays the longer ones, rising
 */
public record RetryRule(RetryPolicy policy, List<Duration> delays) {

    /** What follows a failed attempt. */
    public sealed interface NextTry {

        record InPlace(Duration delay) implements NextTry {}

        /** @param hop place of the delay among the longer ones, from 0 */
        record Later(int hop, Duration delay) implements NextTry {}

        record Exhausted() implements NextTry {}
    }

    /** With the delays of a group's retry topics, as many of them as the policy lets a record go through. */
    public static RetryRule of(ConsumerGroup group, RetryPolicy policy) {
        return of(group.retryTopics(), policy);
    }

    static RetryRule of(List<RetryTopic> topics, RetryPolicy policy) {
        return new RetryRule(
                policy,
                topics.stream()
                        .limit(policy.retryTopics())
                        .map(RetryTopic::delay)
                        .toList());
    }

    /**
     * Of something that is tried in one row after the other.
     *
     * @param attempts that failed, from 1
     */
    public NextTry after(int attempts) {
        return after((attempts - 1) % (policy.inPlaceRetries() + 1) + 1, attempts);
    }

    /** As {@link #after}, of what is not its own fault: the last delay comes any number of times. */
    public NextTry afterOutage(int attempts) {
        return unlessExhausted(after(attempts));
    }

    /**
     * Of something whose row may have begun anew in between.
     *
     * @param failures attempts that failed in this row, from 1
     * @param attempts that failed in all of them
     */
    NextTry after(int failures, int attempts) {
        if (failures <= policy.inPlaceRetries()) {
            return new NextTry.InPlace(policy.delayAfter(failures));
        }
        int passed = attempts / (policy.inPlaceRetries() + 1) - 1;
        for (int hop = 0; hop < delays.size(); hop++) {
            passed -= passes(hop);
            if (passed < 0) {
                return new NextTry.Later(hop, delays.get(hop));
            }
        }
        return new NextTry.Exhausted();
    }

    NextTry afterOutage(int failures, int attempts) {
        return unlessExhausted(after(failures, attempts));
    }

    private NextTry unlessExhausted(NextTry next) {
        int last = delays.size() - 1;
        return next instanceof NextTry.Exhausted && last >= 0 ? new NextTry.Later(last, delays.get(last)) : next;
    }

    /** A third of the next delay: the attempts in place take as long again, and twice as long. */
    private int passes(int hop) {
        if (hop + 1 >= delays.size()) {
            return 1;
        }
        long ratio = delays.get(hop + 1).dividedBy(delays.get(hop));
        return Math.max(1, Math.toIntExact(ratio / 3));
    }
}
