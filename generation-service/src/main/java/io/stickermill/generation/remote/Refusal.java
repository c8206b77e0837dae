package io.stickermill.generation.remote;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no picture.
 *
 * @param detail the provider's own words, for the operator, without keys
 * @param retryAfter how long the provider wants to be left alone; null if it does not say
 */
public record Refusal(Why why, String detail, @Nullable Duration retryAfter) {

    private static final int LONGEST = 500;

    /** May be signed: whoever has one can fetch a person's photo. */
    private static final Pattern LINK = Pattern.compile("\\w+://\\S+");

    /** A database takes no NUL, and a log no further lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+");

    public Refusal {
        detail = scrubbed(detail);
    }

    /** A stranger's words as they may stand in tables, logs and events. */
    static String scrubbed(String words) {
        String seen = LINK.matcher(UNSEEN.matcher(words).replaceAll(" ")).replaceAll("(a link)");
        return seen.length() > LONGEST ? seen.substring(0, LONGEST) : seen;
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
