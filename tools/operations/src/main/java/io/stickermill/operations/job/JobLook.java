package io.stickermill.operations.job;

import io.stickermill.operations.database.LookedAtDatabase.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one job.
 *
 * @param standing where it is now
 * @param job history's row; null if history has not heard of it
 * @param events its timeline's moments in their order
 * @param sticker history's row of it; null until it is delivered
 * @param generation generation's row, which goes some weeks after its end
 * @param deliveries what was sent for it, or is to be
 * @param uploads the files of what was sent
 * @param waiting what lies in retry topics and is about it
 */
public record JobLook(
        String id,
        Standing standing,
        @Nullable Row job,
        List<Row> events,
        @Nullable Row sticker,
        @Nullable Row generation,
        List<Row> deliveries,
        List<Row> uploads,
        List<UnreadRecord> waiting) {}
