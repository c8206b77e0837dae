/**
 * Puts stickers into object storage. Promise: the event that a sticker is stored is published only after it is, under a
 * key that any repetition writes again.
 */
@NullMarked
package io.stickermill.delivery.upload;

import org.jspecify.annotations.NullMarked;
