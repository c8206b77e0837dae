/** Measurements of backfills on a whole stack of their own. */
@NullMarked
package io.stickermill.localstack.bench.backfill;

import org.jspecify.annotations.NullMarked;
