/** Packs: stickers that were made as one batch. Promise: a sheet's path is set only when it is in storage. */
@NullMarked
package io.stickermill.history.pack;

import org.jspecify.annotations.NullMarked;
