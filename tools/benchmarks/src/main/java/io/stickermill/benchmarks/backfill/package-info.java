/** Measurements of backfills on a whole stack of their own. */
@NullMarked
package io.stickermill.benchmarks.backfill;

import org.jspecify.annotations.NullMarked;
