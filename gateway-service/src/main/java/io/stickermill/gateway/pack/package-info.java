/**
 * Photos that are to become one sticker set: which belong together, in which order, and when no more come. Promise: a photo's
 * place is given once, and whoever makes the set hears how many there are.
 */
@NullMarked
package io.stickermill.gateway.pack;

import org.jspecify.annotations.NullMarked;
