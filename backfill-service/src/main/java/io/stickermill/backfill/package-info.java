/** Plans and runs backfills, and keeps a record of replays. Each part of it is a package of its own. */
@NullMarked
package io.stickermill.backfill;

import org.jspecify.annotations.NullMarked;
