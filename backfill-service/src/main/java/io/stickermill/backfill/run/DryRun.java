package io.stickermill.backfill.run;

import java.util.List;

/** Counts what a run would take, and changes nothing. */
public interface DryRun {

    /** How many rows, and by which way their files can be had. */
    record Found(String subject, String reason, long items) {}

    List<Found> count(Source source, Filters filters);
}
