/** Packs: stickers that were made as one batch. */
@NullMarked
package io.stickermill.history.pack;

import org.jspecify.annotations.NullMarked;
