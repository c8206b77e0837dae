/**
 * Words on a sticker, shaped by Java2D (which asks HarfBuzz): Latin, Cyrillic, Hebrew and emoji in fonts that travel with us,
 * other scripts in what the machine has. The fonts are under the SIL Open Font License, beside them.
 */
@NullMarked
package io.stickermill.generation.maker.caption;

import org.jspecify.annotations.NullMarked;
