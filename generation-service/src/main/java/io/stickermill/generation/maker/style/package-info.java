/** Styles: what a picture looks like as a drawing, a print or an old photograph. Each is local, fast and deterministic. */
@NullMarked
package io.stickermill.generation.maker.style;

import org.jspecify.annotations.NullMarked;
