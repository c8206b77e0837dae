package io.stickermill.backfill.run;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Counts what a run would take, and changes nothing. */
public interface DryRun {

    /** How many rows, and by which way their files can be had. */
    record Found(
            @Schema(allowableValues = {"STICKER", "SESSION", "PACK_SHEET"})
            String subject,

            @Schema(allowableValues = {"by_file_id", "by_sticker_set", "no_file_id"})
            String reason,

            long items) {}

    List<Found> count(Source source, Filters filters);
}
