/** Where a sticker's bytes are, for both of delivery's roles. */
@NullMarked
package io.stickermill.delivery.file;

import org.jspecify.annotations.NullMarked;
