package io.stickermill.benchmarks.oldbot;

/**
 * What is known to be wrong with such data, each as a share from 0 to 1.
 *
 * @param oldSessions of the sessions: with a last sticker, and without a row in {@code stickers}
 * @param neverUploaded of the stickers with a path: whose object is not in storage
 * @param pathWithoutFile of the stickers: a path and no file id, because the row was written before a send that failed
 * @param packWithoutFile of the packs' stickers: no file id
 * @param foreign of the stickers: made by others and brought in from their sets
 * @param withoutPath of the stickers, sessions and packs: never uploaded, and no path that claims it
 * @param broken of the rows of each table: something that can't be taken as it is
 */
public record DataFaults(
        double oldSessions,
        double neverUploaded,
        double pathWithoutFile,
        double packWithoutFile,
        double foreign,
        double withoutPath,
        double broken) {

    /** As a bot that has run for some years might have them. */
    public static DataFaults usual() {
        return new DataFaults(0.2, 0.05, 0.02, 0.5, 0.05, 0.3, 0.002);
    }
}
