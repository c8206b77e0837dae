/**
 * The photo as it came: its header is read and judged before a single pixel is decoded, so that a decompression bomb
 * costs nothing; then it is decoded upright, as small as the sticker allows, with the transparency that it has.
 */
@NullMarked
package io.stickermill.generation.maker.photo;

import org.jspecify.annotations.NullMarked;
