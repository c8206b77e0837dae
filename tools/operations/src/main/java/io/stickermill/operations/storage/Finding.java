package io.stickermill.operations.storage;

import org.jspecify.annotations.Nullable;

/**
 * What one look at the storage came to.
 *
 * @param subject what was looked at, in a word or two
 * @param words what is set there
 * @param remedy the command that mends it, or what to do; null if nothing is to be done
 */
public record Finding(
        String subject,
        Verdict verdict,
        String words,
        @Nullable String remedy) {

    /** How bad it is. */
    public enum Verdict {
        OK,
        /** It works, and something about it is worth knowing. */
        WARNS,
        WRONG
    }

    static Finding ok(String subject, String words) {
        return new Finding(subject, Verdict.OK, words, null);
    }

    static Finding warns(String subject, String words, @Nullable String remedy) {
        return new Finding(subject, Verdict.WARNS, words, remedy);
    }

    static Finding wrong(String subject, String words, String remedy) {
        return new Finding(subject, Verdict.WRONG, words, remedy);
    }
}
