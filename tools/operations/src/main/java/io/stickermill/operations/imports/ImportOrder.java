package io.stickermill.operations.imports;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be brought in.
 *
 * @param from the old database, which is only read
 * @param to Stickermill's
 * @param botId the bot's id, the first part of its token
 * @param env only rows of this environment; null for all
 * @param foreignTypes what stands in {@code generation_type} of stickers that others made
 * @param dryRun whether to read and judge only
 * @param anew whether to begin from the start although a run did not come to its end
 * @param report the CSV file to write; replaced if it is there
 * @param batch rows a transaction
 * @param forgetKey what ids of forgotten people are hashed with here; null if it is not known
 */
public record ImportOrder(
        DatabaseLogin from,
        DatabaseLogin to,
        long botId,
        @Nullable String env,
        Set<String> foreignTypes,
        boolean dryRun,
        boolean anew,
        Path report,
        int batch,
        @Nullable String forgetKey) {

    @Override
    public String toString() {
        return "ImportOrder[" + source() + "]";
    }

    public static final int USUAL_BATCH = 2000;

    /** Tells the notes on this import from those on others. */
    String source() {
        return from.place() + " bot " + botId + (env == null ? "" : " env " + env);
    }
}
