/**
 * Pictures to choose by: several small ones with a name under each, or a sheet with a number on each drawing. Native memory
 * is the caller's {@code PointerScope}'s.
 */
@NullMarked
package io.stickermill.generation.maker.sheet;

import org.jspecify.annotations.NullMarked;
