/** A picture of several small ones with a name under each. Native memory is the caller's {@code PointerScope}'s. */
@NullMarked
package io.stickermill.generation.maker.sheet;

import org.jspecify.annotations.NullMarked;
