/** Photo to sticker: fetch, decode, cut out, outline, encode. */
@NullMarked
package io.stickermill.generation;

import org.jspecify.annotations.NullMarked;
