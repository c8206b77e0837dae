/** Plans and runs backfills, and replays topics: so far the service alone, with nothing in it. */
@NullMarked
package io.stickermill.backfill;

import org.jspecify.annotations.NullMarked;
