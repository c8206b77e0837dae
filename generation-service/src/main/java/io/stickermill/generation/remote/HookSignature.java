package io.stickermill.generation.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Knows a provider's own calls. Whatever can't be checked is none of them. */
@FunctionalInterface
public interface HookSignature {

    /** As the Standard Webhooks have it, both ways: clocks differ, and what is older has been recorded. */
    Duration TOLERANCE = Duration.ofMinutes(5);

    /** @param taskId of whom the call is meant to tell, as our own address of the hook has it */
    boolean isOf(HookCall call, String taskId, Instant now);

    /** Whether a time in Unix seconds is about now. */
    static boolean isFresh(String seconds, Instant now) {
        return Seconds.FORM.matcher(seconds).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    /** How a time is written. */
    final class Seconds {

        private static final Pattern FORM = Pattern.compile("\\d{1,12}");

        private Seconds() {}
    }
}
