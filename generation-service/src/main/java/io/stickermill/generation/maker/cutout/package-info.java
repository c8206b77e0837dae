/**
 * Finds the subject of a photo without being told where it is: several cheap guesses are each worked out at a small size,
 * they vote, and only the edge on which they settled is worked out finely. Where they find nothing worth keeping, the
 * package says so rather than returning scraps.
 */
@NullMarked
package io.stickermill.generation.maker.cutout;

import org.jspecify.annotations.NullMarked;
