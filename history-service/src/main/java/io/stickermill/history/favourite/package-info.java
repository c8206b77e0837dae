/** The stickers that people have marked. Promise: of a person's marks on a sticker the youngest counts, in whatever order they are heard. */
@NullMarked
package io.stickermill.history.favourite;

import org.jspecify.annotations.NullMarked;
