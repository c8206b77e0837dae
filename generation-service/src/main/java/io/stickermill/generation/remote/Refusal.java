package io.stickermill.generation.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no picture.
 *
 * @param detail the provider's own words, for the operator, without keys
 * @param retryAfter how long the provider wants to be left alone; null if it does not say
 */
public record Refusal(Why why, String detail, @Nullable Duration retryAfter) {

    private static final int LONGEST = 500;

    public Refusal {
        detail = detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
    }

    Refusal(Why why, String detail) {
        this(why, detail, null);
    }

    /** What a provider has against a picture. */
    public enum Why {
        /** The picture or the wish is against its rules. Never to be tried again with the same. */
        CONTENT,
        /** It does not understand what it was given. */
        INPUT,
        /** There is no such model, or not for us. */
        MODEL,
        /** Our key is wrong. */
        KEY,
        /** Our money is at an end. */
        CREDIT,
        /** Too much at once. */
        BUSY,
        /** It can't be reached, or is broken. */
        AWAY,
        /** It has tried, and failed. */
        FAILED,
        /** Somebody has stopped it. */
        CANCELLED,
        /** It was made, and is there no more. */
        GONE,
        /** Nobody knows whether it was made: to ask again may be to pay twice. */
        LOST;

        /** Whether the same may go through later, or with another provider of the same model. */
        public boolean isOfTheMoment() {
            return this == BUSY || this == AWAY;
        }

        /** Whether it is for the operator to mend, and every order ends like this until then. */
        public boolean isOurs() {
            return this == MODEL || this == KEY || this == CREDIT;
        }
    }
}
